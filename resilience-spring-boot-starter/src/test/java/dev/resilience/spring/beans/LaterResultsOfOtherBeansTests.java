package dev.resilience.spring.beans;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans of other kinds whose methods' outcome comes later. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LaterResultsOfOtherBeansTests {

	private final Script script = Script.answering("answer");

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new));

	@Test
	void aScheduledMonoIsSubscribedToAndRetried() {
		this.script.first(failedMono(), failedMono());
		this.runner.withUserConfiguration(Scheduling.class)
			.withBean(Clock.class, () -> new Clock(this.script))
			.run((context) -> Awaitility.await().until(() -> this.script.calls() == 3));
	}

	@Test
	void aProxyOfSomebodyElsesMakingIsProtectedAndItsInterfaceHasTheFallback() {
		this.script.first(failed(), failed());
		Client client = (Client) Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] { Client.class },
				this::asFeignDoes);
		this.runner.withBean(Client.class, () -> client).run((context) -> {
			assertThat(context.getBean(Client.class).retried().get()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(3);
			this.script.first(failed());
			assertThat(context.getBean(Client.class).answered().get()).isEqualTo("instead");
		});
	}

	@Test
	void aTypeVariableOfASuperclassThatIsAMonoIsServedAsOne() {
		this.script.first(failedMono());
		this.runner.withBean(Typed.class, () -> new Typed(this.script)).run((context) -> {
			Mono<String> mono = context.getBean(Typed.class).call();
			assertThat(this.script.calls()).isZero();
			assertThat(mono.block()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	private Object asFeignDoes(Object proxy, Method method, Object[] arguments) throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return method.invoke(this.script, arguments);
		}
		return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments)
				: LaterResultsTests.played(this.script);
	}

	private static CompletableFuture<String> failed() {
		return CompletableFuture.failedFuture(new IllegalStateException("later"));
	}

	private static Mono<String> failedMono() {
		return Mono.error(new IllegalStateException("later"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	interface Client {

		@Retryable("retried")
		CompletableFuture<String> retried();

		@Fallback(method = "instead")
		CompletableFuture<String> answered();

		default CompletableFuture<String> instead() {
			return CompletableFuture.completedFuture("instead");
		}

	}

	static class Clock {

		private final Script script;

		Clock(Script script) {
			this.script = script;
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		@Retryable("retried")
		public Mono<String> tick() {
			return LaterResultsTests.playedMono(this.script);
		}

	}

	abstract static class Answering<T> {

		@Retryable("retried")
		public abstract T call();

	}

	static class Typed extends Answering<Mono<String>> {

		private final Script script;

		Typed(Script script) {
			this.script = script;
		}

		@Override
		public Mono<String> call() {
			return LaterResultsTests.playedMono(this.script);
		}

	}

}
