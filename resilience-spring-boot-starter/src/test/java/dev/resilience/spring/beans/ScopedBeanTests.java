package dev.resilience.spring.beans;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Nested;

import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScopedProxyMode;

/** Scoped beans behind scoped proxies: the proxy is no bean of its own to protect. */
class ScopedBeanTests {

	/** As Spring Cloud's refresh scope, refreshed before each call. */
	@Nested
	class RefreshedBehindAClassProxy extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Refreshing.class, BehindAClass.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return refreshedBeforeEachCall(context);
		}

	}

	@Nested
	class RefreshedBehindAnInterfaceProxy extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Refreshing.class, BehindAnInterface.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return refreshedBeforeEachCall(context);
		}

	}

	@Nested
	class PrototypeBehindAClassProxy extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(ScopedPrototypes.class);
		}

	}

	private static Quotes refreshedBeforeEachCall(ApplicationContext context) {
		Quotes injected = context.getBean(Quotes.class);
		return EveryPolicyOf.anewForEachCall(() -> {
			context.getBean(Refreshable.class).beans.clear();
			return injected;
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Refreshing {

		@Bean
		static Refreshable refreshable() {
			return new Refreshable();
		}

		@Bean
		static CustomScopeConfigurer scopes(Refreshable refreshable) {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("refreshable", refreshable);
			return configurer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BehindAClass {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refreshable",
				proxyMode = ScopedProxyMode.TARGET_CLASS)
		QuoteClient quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BehindAnInterface {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refreshable", proxyMode = ScopedProxyMode.INTERFACES)
		Quotes quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedPrototypes {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		QuoteClient quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

	static class Refreshable implements Scope {

		private final Map<String, Object> beans = new ConcurrentHashMap<>();

		@Override
		public Object get(String name, ObjectFactory<?> factory) {
			return this.beans.computeIfAbsent(name, (key) -> factory.getObject());
		}

		@Override
		public Object remove(String name) {
			return this.beans.remove(name);
		}

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
			// nothing to destroy
		}

	}

}
