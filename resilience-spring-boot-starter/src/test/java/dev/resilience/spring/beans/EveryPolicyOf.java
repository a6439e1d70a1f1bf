package dev.resilience.spring.beans;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import dev.resilience.spring.support.Contexts;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** {@link EveryPolicy}, in an application without web server. */
abstract class EveryPolicyOf extends EveryPolicy {

	/** Adds a bean of this kind. */
	abstract ApplicationContextRunner with(ApplicationContextRunner runner);

	/** The bean as users have it. */
	Quotes bean(ApplicationContext context) {
		return context.getBean(Quotes.class);
	}

	final ApplicationContextRunner application(boolean classProxies) {
		return with(Contexts.runner()).withBean(Backend.class, () -> this.backend)
			.withPropertyValues(POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies);
	}

	@Override
	final void start(boolean classProxies, BiConsumer<Quotes, ApplicationContext> test) {
		application(classProxies).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(bean(context), context);
		});
	}

	/** One that is another object with each call. */
	static Quotes anewForEachCall(Supplier<Quotes> beans) {
		InvocationHandler handler = (proxy, method, arguments) -> {
			try {
				return method.invoke(beans.get(), arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getTargetException();
			}
		};
		return (Quotes) Proxy.newProxyInstance(Quotes.class.getClassLoader(), new Class<?>[] { Quotes.class }, handler);
	}

}
