package dev.resilience.spring.beans;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Nested;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SimpleAliasRegistry;

/** Clients that a library makes of an annotated interface. */
class ForeignProxyTests {

	/** As Feign's. */
	@Nested
	class FromAFactoryBean extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Factories.class);
		}

	}

	@Nested
	class FromAFactoryBeanThatMakesMany extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(Many.class);
		}

		@Override
		Quotes bean(ApplicationContext context) {
			return anewForEachCall(() -> context.getBean(Quotes.class));
		}

	}

	@Nested
	class FromABeanMethod extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(BeanMethod.class);
		}

	}

	/** The bean's type is the interface, and it has no target. */
	@Nested
	class OfSpringWithoutTarget extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(WithoutTarget.class);
		}

	}

	/** As Spring Data's repositories. */
	@Nested
	class OfSpringWithATargetOfTheFramework extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(FrameworkTarget.class);
		}

	}

	/** Somebody made a proxy of a class by hand. */
	@Nested
	class OfSpringThatExtendsAClass extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(ExtendsAClass.class);
		}

	}

	/** Somebody's post-processor comes after Spring's, and hides what that has made. */
	@Nested
	class AroundABeanThatIsProtectedAlready extends EveryPolicyOf {

		@Override
		ApplicationContextRunner with(ApplicationContextRunner runner) {
			return runner.withUserConfiguration(BeanMethod.class).withBean(Wrapping.class);
		}

	}

	static AnnotatedQuotes proxy(Backend backend) {
		InvocationHandler handler = (proxy, method, arguments) -> {
			if (method.getDeclaringClass() == Object.class) {
				return method.invoke(backend, arguments);
			}
			return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments)
					: backend.ask((String) arguments[0]);
		};
		return (AnnotatedQuotes) Proxy.newProxyInstance(AnnotatedQuotes.class.getClassLoader(),
				new Class<?>[] { AnnotatedQuotes.class }, handler);
	}

	private static MethodInterceptor asking(Backend backend) {
		AnnotatedQuotes quotes = proxy(backend);
		return (invocation) -> (invocation.getMethod().getDeclaringClass().isInstance(quotes))
				? unwrapped(() -> invocation.getMethod().invoke(quotes, invocation.getArguments()))
				: invocation.proceed();
	}

	static class Wrapping implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof AnnotatedQuotes quotes) ? Proxy.newProxyInstance(
					AnnotatedQuotes.class.getClassLoader(), new Class<?>[] { AnnotatedQuotes.class },
					(proxy, method, arguments) -> unwrapped(() -> method.invoke(quotes, arguments))) : bean;
		}

	}

	/** Reflection wraps what a client throws; libraries know that. */
	private static Object unwrapped(Callable<Object> reflective) throws Throwable {
		try {
			return reflective.call();
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Factories {

		@Bean
		Factory quotes(Backend backend) {
			return new Factory(backend, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Many {

		@Bean
		Factory quotes(Backend backend) {
			return new Factory(backend, false);
		}

	}

	record Factory(Backend backend, boolean singleton) implements FactoryBean<AnnotatedQuotes> {

		@Override
		public AnnotatedQuotes getObject() {
			return proxy(this.backend);
		}

		@Override
		public Class<?> getObjectType() {
			return AnnotatedQuotes.class;
		}

		@Override
		public boolean isSingleton() {
			return this.singleton;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethod {

		@Bean
		AnnotatedQuotes quotes(Backend backend) {
			return proxy(backend);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithoutTarget {

		@Bean
		AnnotatedQuotes quotes(Backend backend) {
			return ProxyFactory.getProxy(AnnotatedQuotes.class, asking(backend));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FrameworkTarget {

		@Bean
		AnnotatedQuotes quotes(Backend backend) {
			ProxyFactory factory = new ProxyFactory(new SimpleAliasRegistry());
			factory.setInterfaces(AnnotatedQuotes.class);
			factory.addAdvice(asking(backend));
			return (AnnotatedQuotes) factory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExtendsAClass {

		@Bean
		QuoteClient quotes(Backend backend) {
			ProxyFactory factory = new ProxyFactory(new QuoteClient(backend));
			factory.setProxyTargetClass(true);
			return (QuoteClient) factory.getProxy();
		}

	}

}
