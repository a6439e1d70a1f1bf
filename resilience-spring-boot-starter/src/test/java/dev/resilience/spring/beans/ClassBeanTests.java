package dev.resilience.spring.beans;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.spring.intercept.Pipelines;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans of a class of one's own. */
class ClassBeanTests {

	@Nested
	class Singleton extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withBean(QuoteClient.class);
		}

	}

	@Nested
	class LazySingleton extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(LazyBeans.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return context.getBean(Holder.class).quotes;
		}

	}

	@Nested
	class Prototype extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Prototypes.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return anewForEachCall(() -> context.getBean(Quotes.class));
		}

	}

	@Nested
	class ExtendedBySpringForItsLookups extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withBean(LookingUp.class);
		}

	}

	@Test
	void aClassThatSpringExtendsIsListedUnderItsOwnNameAndHasItsPrivateFallbacks() {
		Contexts.runner()
			.withBean(Backend.class)
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withBean(Inheriting.class)
			.run((context) -> {
				assertThat(context.getBean(Inheriting.class).ask()).isEqualTo("instead");
				assertThat(context.getBean(Pipelines.class).methodsOf("guarded"))
					.containsExactly(Inheriting.class.getName() + "#ask");
			});
	}

	@Nested
	class AnnotatedOnItsInterface extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withBean(Implementation.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		QuoteClient quotes(Backend backend) {
			return new QuoteClient(backend);
		}

		@Bean
		Holder holder(@Lazy Quotes quotes) {
			return new Holder(quotes);
		}

	}

	record Holder(Quotes quotes) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope("prototype")
		QuoteClient quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

	static class LookingUp extends QuoteClient {

		LookingUp(Backend backend) {
			super(backend);
		}

		@Lookup
		Backend another() {
			throw new IllegalStateException("Spring overrides this");
		}

	}

	static class Asking {

		private final Backend backend;

		Asking(Backend backend) {
			this.backend = backend;
		}

		@CircuitProtected("guarded")
		@Fallback(method = "instead")
		public String ask() {
			return this.backend.answer();
		}

	}

	static class Inheriting extends Asking {

		Inheriting(Backend backend) {
			super(backend);
		}

		@Lookup
		Backend another() {
			throw new IllegalStateException("Spring overrides this");
		}

		private String instead() {
			return "instead";
		}

	}

	static class Implementation implements AnnotatedQuotes {

		private final Backend backend;

		Implementation(Backend backend) {
			this.backend = backend;
		}

		@Override
		public String retried(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String guarded(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String limited(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String answered(String sku) {
			return this.backend.ask(sku);
		}

		@Override
		public String quote(String sku) {
			return this.backend.ask(sku);
		}

	}

}
