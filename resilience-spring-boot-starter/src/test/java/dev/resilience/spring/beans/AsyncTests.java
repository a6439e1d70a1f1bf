package dev.resilience.spring.beans;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside {@code @Async} for methods that return nothing. It is always the outermost:
 * Spring puts it before whatever is there.
 */
class AsyncTests {

	private final Backend backend = new Backend();

	private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

	private ApplicationContextRunner application(boolean classProxies) {
		return Contexts.runner()
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean(Backend.class, () -> this.backend)
			.withBean("failures", Map.class, () -> this.failures)
			.withUserConfiguration(classProxies ? OfClasses.class : OfInterfaces.class)
			.withBean(Shop.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theRetriesRunOnTheOtherThreadAndTheCallerDoesNotWaitForThem(boolean classProxies) {
		application(classProxies).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			assertThat(AopUtils.isCglibProxy(orders)).isEqualTo(classProxies);
			orders.retried();
			orders.callerIsBack().countDown();
			assertThat(failureOf("retried")).isInstanceOf(IllegalStateException.class);
			assertThat(this.backend.calls()).isEqualTo(3);
			assertThat(orders.threads()).hasSize(1).doesNotContainKey(Thread.currentThread());
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRefusalComesOnTheOtherThread(boolean classProxies) {
		application(classProxies).run((context) -> {
			context.getBean(Circuits.class).get("guarded").forceOpen();
			context.getBean(Orders.class).guarded();
			assertThat(failureOf("guarded")).isInstanceOf(CircuitOpenException.class);
			assertThat(this.backend.calls()).isZero();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theTimeLimitIsThatOfTheOtherThread(boolean classProxies) {
		this.backend.hang();
		application(classProxies).run((context) -> {
			context.getBean(Orders.class).limited();
			assertThat(failureOf("limited")).isInstanceOf(TimeLimitExceededException.class);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFallbackAnswersOnTheOtherThread(boolean classProxies) {
		application(classProxies).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			orders.answered();
			Awaitility.await().until(() -> orders.threads().containsValue("fallback"));
			assertThat(orders.threads()).hasSize(1).doesNotContainKey(Thread.currentThread());
			assertThat(this.failures).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void allFourTogetherHoldTheirOrder(boolean classProxies) {
		application(classProxies).run((context) -> {
			Orders orders = context.getBean(Orders.class);
			orders.place();
			Awaitility.await().until(() -> orders.threads().containsValue("fallback"));
			assertThat(this.backend.calls()).isEqualTo(3);
			assertThat(EveryPolicy.totals(context, "quotes").failed()).isEqualTo(1);
		});
	}

	private Throwable failureOf(String method) {
		return Awaitility.await().until(() -> this.failures.get(method), (failure) -> failure != null);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class OfClasses extends Handling {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class OfInterfaces extends Handling {

	}

	static class Handling {

		@Bean
		static AsyncConfigurer handling(Map<String, Throwable> failures) {
			return new AsyncConfigurer() {

				@Override
				public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
					return (failure, method, arguments) -> failures.put(method.getName(), failure);
				}

			};
		}

	}

	interface Orders {

		void retried();

		void guarded();

		void limited();

		void answered();

		void place();

		CountDownLatch callerIsBack();

		Map<Thread, String> threads();

	}

	static class Shop implements Orders {

		private final Backend backend;

		private final CountDownLatch callerIsBack = new CountDownLatch(1);

		private final Map<Thread, String> threads = new ConcurrentHashMap<>();

		Shop(Backend backend) {
			this.backend = backend;
		}

		@Override
		@Async
		@Retryable("retried")
		public void retried() {
			this.threads.put(Thread.currentThread(), "method");
			try {
				this.callerIsBack.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalArgumentException(ex);
			}
			this.backend.answer();
		}

		@Override
		@Async
		@CircuitProtected("guarded")
		public void guarded() {
			this.backend.answer();
		}

		@Override
		@Async
		@TimeLimited("limited")
		public void limited() {
			this.backend.answer();
		}

		@Override
		@Async
		@Fallback(method = "instead")
		public void answered() {
			this.threads.put(Thread.currentThread(), "method");
			this.backend.answer();
		}

		@Override
		@Async
		@Resilient("quotes")
		@Fallback(method = "instead")
		public void place() {
			this.backend.answer();
		}

		private void instead() {
			this.threads.put(Thread.currentThread(), "fallback");
		}

		@Override
		public CountDownLatch callerIsBack() {
			return this.callerIsBack;
		}

		@Override
		public Map<Thread, String> threads() {
			return this.threads;
		}

	}

}
