package dev.resilience.spring.beans;

import java.util.concurrent.CountDownLatch;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/** Methods that Spring calls by the clock; each here just once. */
class ScheduledTests {

	private final Backend backend = new Backend();

	private ApplicationContextRunner application(boolean classProxies, Class<?> job) {
		return Contexts.runner()
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean(Backend.class, () -> this.backend)
			.withUserConfiguration(Scheduling.class)
			.withBean(job);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aScheduledMethodIsRetried(boolean classProxies) {
		application(classProxies, Retried.class)
			.run((context) -> Awaitility.await().until(() -> this.backend.calls() == 3));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aScheduledMethodHasAVote(boolean classProxies) {
		application(classProxies, Guarded.class).run((context) -> Awaitility.await()
			.untilAsserted(() -> assertThat(EveryPolicy.totals(context, "guarded").failed()).isEqualTo(1)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aScheduledMethodThatHangsIsEndedAndAnswered(boolean classProxies) throws InterruptedException {
		this.backend.hang();
		application(classProxies, LimitedAndAnswered.class)
			.run((context) -> context.getBean(Job.class).answered().await());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void allFourTogetherHoldTheirOrder(boolean classProxies) {
		application(classProxies, Everything.class).run((context) -> {
			context.getBean(Job.class).answered().await();
			assertThat(this.backend.calls()).isEqualTo(3);
			assertThat(EveryPolicy.totals(context, "quotes").failed()).isEqualTo(1);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	interface Job {

		void run();

		CountDownLatch answered();

	}

	abstract static class AbstractJob implements Job {

		final Backend backend;

		private final CountDownLatch answered = new CountDownLatch(1);

		AbstractJob(Backend backend) {
			this.backend = backend;
		}

		void instead() {
			this.answered.countDown();
		}

		@Override
		public CountDownLatch answered() {
			return this.answered;
		}

	}

	static class Retried extends AbstractJob {

		Retried(Backend backend) {
			super(backend);
		}

		@Override
		@Scheduled(fixedDelay = 1_000_000)
		@Retryable("retried")
		public void run() {
			this.backend.answer();
		}

	}

	static class Guarded extends AbstractJob {

		Guarded(Backend backend) {
			super(backend);
		}

		@Override
		@Scheduled(fixedDelay = 1_000_000)
		@CircuitProtected("guarded")
		public void run() {
			this.backend.answer();
		}

	}

	static class LimitedAndAnswered extends AbstractJob {

		LimitedAndAnswered(Backend backend) {
			super(backend);
		}

		@Override
		@Scheduled(fixedDelay = 1_000_000)
		@TimeLimited("limited")
		@Fallback(method = "instead")
		public void run() {
			this.backend.answer();
		}

	}

	static class Everything extends AbstractJob {

		Everything(Backend backend) {
			super(backend);
		}

		@Override
		@Scheduled(fixedDelay = 1_000_000)
		@Resilient("quotes")
		@Fallback(method = "instead")
		public void run() {
			this.backend.answer();
		}

	}

}
