package dev.resilience.spring.beans;

import org.junit.jupiter.api.Nested;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What factory beans make of classes. */
class FactoryBeanTests {

	@Nested
	class OfASingleton extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Singletons.class);
		}

	}

	@Nested
	class OfOneForEachUse extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(OneForEachUse.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return anewForEachCall(() -> context.getBean(Quotes.class));
		}

	}

	@Nested
	class ThatIsLazy extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(LazyFactory.class);
		}

	}

	/** All that Spring knows at the start is the interface, which has no annotation. */
	@Nested
	class ThatTellsAnInterfaceOnly extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(InterfaceOnly.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Singletons {

		@Bean
		Factory<QuoteClient> quotes(Backend backend) {
			return new Factory<>(QuoteClient.class, new QuoteClient(backend));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyFactory {

		@Bean
		@Lazy
		Factory<QuoteClient> quotes(Backend backend) {
			return new Factory<>(QuoteClient.class, new QuoteClient(backend));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceOnly {

		@Bean
		Factory<Quotes> quotes(Backend backend) {
			return new Factory<>(Quotes.class, new QuoteClient(backend));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneForEachUse {

		@Bean
		FactoryBean<QuoteClient> quotes(Backend backend) {
			return new FactoryBean<>() {

				@Override
				public QuoteClient getObject() {
					return new QuoteClient(backend);
				}

				@Override
				public Class<?> getObjectType() {
					return QuoteClient.class;
				}

				@Override
				public boolean isSingleton() {
					return false;
				}

			};
		}

	}

	record Factory<T>(Class<T> type, T product) implements FactoryBean<T> {

		@Override
		public T getObject() {
			return this.product;
		}

		@Override
		public Class<?> getObjectType() {
			return this.type;
		}

	}

}
