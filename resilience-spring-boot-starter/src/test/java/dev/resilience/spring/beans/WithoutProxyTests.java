package dev.resilience.spring.beans;

import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans whose annotations would do nothing, in silence: the start is stopped. */
class WithoutProxyTests {

	@ParameterizedTest
	@ValueSource(classes = { EarlyClass.class, EarlyProxy.class, EarlyProduct.class, HiddenClass.class })
	void stopTheStart(Class<?> beans) {
		assertThat(Contexts.mistakes(Contexts.runner()
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withBean(Backend.class)
			.withUserConfiguration(beans))).singleElement()
			.extracting(Mistake::toString)
			.asString()
			.contains("has protected methods", "'quotes' has no proxy");
	}

	/** Has every bean made before ours is asked about them. */
	record Early(Object dependency) implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyClass {

		@Bean
		static Early early(Quotes quotes) {
			return new Early(quotes);
		}

		@Bean
		static Quotes quotes(Backend backend) {
			return new QuoteClient(backend);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyProxy {

		@Bean
		static Early early(AnnotatedQuotes quotes) {
			return new Early(quotes);
		}

		@Bean
		static AnnotatedQuotes quotes(Backend backend) {
			return ForeignProxyTests.proxy(backend);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyProduct {

		@Bean
		static Early early(AnnotatedQuotes quotes) {
			return new Early(quotes);
		}

		@Bean
		static FactoryBean<AnnotatedQuotes> quotes(Backend backend) {
			return new ForeignProxyTests.Factory(backend, true);
		}

	}

	/** A proxy of an interface hides the class, and its annotations with it. */
	@Configuration(proxyBeanMethods = false)
	static class HiddenClass {

		@Bean
		Quotes quotes(Backend backend) {
			ProxyFactory factory = new ProxyFactory(new QuoteClient(backend));
			return (Quotes) factory.getProxy();
		}

	}

}
