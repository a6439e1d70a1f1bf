package dev.resilience.spring.intercept;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Beans that are made early, late or often. */
class BeanLifeTests {

	private final Script script = Script.failing();

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withBean(Script.class, () -> this.script);

	@Test
	void aCallWhileAnotherBeanIsInitializedIsProtected() {
		this.runner.withBean(Early.class).withBean(Client.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void anEarlyCallOfAMethodWithAMistakeTellsThatMistake() {
		assertThat(Contexts.mistakes(Contexts.runner()
			.withBean(Script.class, () -> this.script)
			.withBean(Early.class)
			.withBean(Client.class))).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Client#charge", "'payments'"));
		assertThat(this.script.calls()).isZero();
	}

	@Test
	void aCallFromAnEventListenerOfTheStartIsProtected() {
		this.runner.withBean(OnStart.class).withBean(Client.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aLazyBeanIsProtected() {
		this.runner.withUserConfiguration(LazyBeans.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aBeanInjectedLazilyIsProtected() {
		this.runner.withBean(InjectedLazily.class).withBean(Client.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(InjectedLazily.class)::charge);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void everyInstanceOfAPrototypeIsProtected() {
		this.runner.withUserConfiguration(Prototypes.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::charge);
			assertThatIllegalStateException().isThrownBy(context.getBean(Client.class)::charge);
			assertThat(this.script.calls()).isEqualTo(6);
		});
	}

	@Test
	void mistakesOfLazyAndPrototypeBeansStopTheStart() {
		ApplicationContextRunner without = Contexts.runner().withBean(Script.class, () -> this.script);
		assertThat(Contexts.mistakes(without.withUserConfiguration(LazyBeans.class))).hasSize(1);
		assertThat(Contexts.mistakes(without.withUserConfiguration(Prototypes.class))).hasSize(1);
	}

	@Test
	void mistakesAreFoundWithLazyInitializationOfEverything() {
		assertThat(
				Contexts
					.mistakes(Contexts.runner()
						.withBean(Script.class, () -> this.script)
						.withBean(Client.class)
						.withInitializer((context) -> context
							.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))))
			.hasSize(1);
	}

	@Test
	void beansThatDependOnEachOtherInACircleAreProtected() {
		this.runner.withAllowCircularReferences(true).withUserConfiguration(Left.class, Right.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(AopUtils.isAopProxy(context.getBean(Left.class))).isTrue();
			assertThat(AopUtils.isAopProxy(context.getBean(Right.class).left)).isTrue();
		});
	}

	@Test
	void withoutAutoProxyingTheStartIsStopped() {
		assertThat(Contexts.mistakes(this.runner.withPropertyValues("spring.aop.auto=false").withBean(Client.class)))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Client", "no proxy", "spring.aop.auto"));
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public void charge() {
			this.script.play();
		}

	}

	static class Early {

		private final Client client;

		Early(Client client) {
			this.client = client;
		}

		@PostConstruct
		void callAtOnce() {
			try {
				this.client.charge();
			}
			catch (IllegalStateException ex) {
				// the backend is down; the start goes on
			}
		}

	}

	static class OnStart {

		private final Client client;

		OnStart(Client client) {
			this.client = client;
		}

		@EventListener(ContextRefreshedEvent.class)
		void started() {
			assertThatIllegalStateException().isThrownBy(this.client::charge);
		}

	}

	static class InjectedLazily {

		private final Client client;

		InjectedLazily(@Lazy Client client) {
			this.client = client;
		}

		void charge() {
			this.client.charge();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		Client client(Script script) {
			return new Client(script);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope("prototype")
		Client client(Script script) {
			return new Client(script);
		}

	}

	static class Left {

		@Autowired
		Right right;

		@Retryable("payments")
		public void charge() {
			// nothing to do
		}

	}

	static class Right {

		@Autowired
		Left left;

	}

}
