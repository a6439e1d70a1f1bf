package dev.resilience.spring.intercept;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Proxies of every sort, and what stands behind them. */
class ProxyTests {

	private final Script script = Script.failing();

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withBean(Script.class, () -> this.script);

	@Test
	void aBeanBehindAProxyOfItsInterfaceIsProtected() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").withBean(Client.class).run((context) -> {
			Payments payments = context.getBean(Payments.class);
			assertThat(AopUtils.isJdkDynamicProxy(payments)).isTrue();
			assertThatIllegalStateException().isThrownBy(payments::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void anAnnotationOnTheClassIsSeenThroughAProxyOfItsInterface() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Payments.class)::refund);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aProxyThatSomebodyElseMadeIsProtected() {
		this.runner.withUserConfiguration(HandMade.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatIllegalStateException().isThrownBy(context.getBean(Payments.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aProxyFromAFactoryBeanIsProtected() {
		this.runner.withBean(PaymentsFactory.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatIllegalStateException().isThrownBy(context.getBean(Payments.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aLambdaIsProtectedByTheAnnotationOfItsInterface() {
		this.runner.withUserConfiguration(Lambdas.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatIllegalStateException().isThrownBy(context.getBean(Lookup.class)::find);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aPrivateClassIsProtected() {
		this.runner.withBean(Private.class, () -> new Private(this.script)).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Private.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aMethodOfAGenericSuperclassThatTheClassBindsIsProtected() {
		this.runner.withBean(TextSender.class).run((context) -> {
			Sender<String> sender = context.getBean(TextSender.class);
			assertThatIllegalStateException().isThrownBy(() -> sender.send("through the bridge"));
			assertThat(this.script.calls()).isEqualTo(3);
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(TextSender.class).send("directly"));
			assertThat(this.script.calls()).isEqualTo(6);
		});
	}

	@Test
	void aMethodOfAGenericInterfaceThatTheClassBindsIsProtected() {
		for (String classProxies : new String[] { "true", "false" }) {
			this.runner.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
				.withBean(Supplying.class)
				.run((context) -> {
					int before = this.script.calls();
					assertThatIllegalStateException().isThrownBy(() -> context.getBean(Supplier.class).get());
					assertThat(this.script.calls() - before).isEqualTo(3);
				});
		}
	}

	@Test
	void aBeanWithoutAnnotationsGetsNoProxy() {
		this.runner.withBean("plain", Object.class, Object::new)
			.withBean(Unprotected.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Unprotected.class))).isFalse());
	}

	@Test
	void oneBeanMadeOfTwoClassesOfTheSameSuperclassDoesNotTakeTheOthersPolicy() {
		this.runner.withPropertyValues("resilience.policies.two.retry.max-attempts=2")
			.withBean(TextSender.class)
			.withBean(NumberSender.class)
			.run((context) -> {
				assertThatIllegalStateException().isThrownBy(() -> context.getBean(NumberSender.class).send(1));
				assertThat(this.script.calls()).isEqualTo(2);
				assertThatIllegalStateException().isThrownBy(() -> context.getBean(NumberSender.class).inherited());
				assertThatIllegalStateException().isThrownBy(() -> context.getBean(TextSender.class).inherited());
				assertThat(this.script.calls()).isEqualTo(8);
			});
	}

	interface Payments {

		@Retryable("payments")
		void charge();

		void refund();

	}

	static class Client implements Payments {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Override
		public void charge() {
			this.script.play();
		}

		@Override
		@Retryable("payments")
		public void refund() {
			this.script.play();
		}

	}

	private static Payments proxy(Script script) {
		InvocationHandler handler = (proxy, method, args) -> (method.getDeclaringClass() == Object.class)
				? method.invoke(script, args) : script.play();
		return (Payments) Proxy.newProxyInstance(Payments.class.getClassLoader(), new Class<?>[] { Payments.class },
				handler);
	}

	@Configuration(proxyBeanMethods = false)
	static class HandMade {

		@Bean
		Payments payments(Script script) {
			return proxy(script);
		}

	}

	static class PaymentsFactory implements FactoryBean<Payments> {

		private final Script script;

		PaymentsFactory(Script script) {
			this.script = script;
		}

		@Override
		public Payments getObject() {
			return proxy(this.script);
		}

		@Override
		public Class<?> getObjectType() {
			return Payments.class;
		}

	}

	@FunctionalInterface
	interface Lookup {

		@Retryable("payments")
		String find();

	}

	@Configuration(proxyBeanMethods = false)
	static class Lambdas {

		@Bean
		Lookup lookup(Script script) {
			return script::play;
		}

	}

	private static class Private {

		private final Script script;

		Private(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		void charge() {
			this.script.play();
		}

	}

	abstract static class Sender<T> {

		final Script script;

		Sender(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public abstract void send(T message);

		@Retryable("payments")
		public void inherited() {
			this.script.play();
		}

	}

	static class TextSender extends Sender<String> {

		TextSender(Script script) {
			super(script);
		}

		@Override
		public void send(String message) {
			this.script.play();
		}

	}

	static class NumberSender extends Sender<Integer> {

		NumberSender(Script script) {
			super(script);
		}

		@Override
		@Retryable("two")
		public void send(Integer message) {
			this.script.play();
		}

	}

	static class Supplying implements Supplier<String> {

		private final Script script;

		Supplying(Script script) {
			this.script = script;
		}

		@Override
		@Retryable("payments")
		public String get() {
			return this.script.play();
		}

	}

	static class Unprotected {

		public void charge() {
			// nothing to do
		}

	}

}
