package dev.resilience.spring.beans;

import org.junit.jupiter.api.Nested;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One object that is a bean more than once, under several names. */
class AppliedOnceTests {

	@Nested
	class AClassThatABeanMethodPassesOn extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(OfAClass.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return context.getBean("chosen", Quotes.class);
		}

	}

	@Nested
	class AForeignProxyThatABeanMethodPassesOn extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(OfAnInterface.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return context.getBean("chosen", Quotes.class);
		}

	}

	@Nested
	class ABeanThatAFactoryBeanPassesOn extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(OfAFactory.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return context.getBean("chosen", Quotes.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfAClass {

		@Bean
		Quotes first(Backend backend) {
			return new QuoteClient(backend);
		}

		@Bean
		Quotes chosen(Quotes first) {
			return first;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfAnInterface {

		@Bean
		AnnotatedQuotes first(Backend backend) {
			return ForeignProxyTests.proxy(backend);
		}

		@Bean
		AnnotatedQuotes chosen(AnnotatedQuotes first) {
			return first;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfAFactory {

		@Bean
		Quotes first(Backend backend) {
			return new QuoteClient(backend);
		}

		@Bean
		FactoryBean<Quotes> chosen(Quotes first) {
			return new FactoryBeanTests.Factory<>(Quotes.class, first);
		}

	}

}
