package dev.resilience.migration.springretry;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.CallContext;
import dev.resilience.ErrorCode;
import dev.resilience.Resilience;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.spring.metrics.ResilienceMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.retry.RetryContext;
import org.springframework.retry.annotation.Retryable;
import org.springframework.retry.support.MetricsRetryListener;
import org.springframework.retry.support.RetrySynchronizationManager;
import org.springframework.retry.support.RetryTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Retries in code, listeners, and what is measured. */
@TrialsOf(Guide.FROM_SPRING_RETRY)
class TemplateTests {

	private static final String MAX_ATTEMPTS = "resilience.policies.any.retry.max-attempts=3";

	private final IllegalStateException failure = new IllegalStateException("down");

	private final Backend there = Backend.failing(this.failure);

	private final Backend here = Backend.failing(this.failure);

	@Test
	@Row(before = "RetryTemplate.execute(…)", after = "Resilience.policy(\"orders\").call(…)")
	@Row(before = "RecoveryCallback", after = "try and catch")
	void aTemplateBecomesAPolicy() throws Throwable {
		assertThatThrownBy(() -> new RetryTemplate().execute((context) -> this.there.call())).isSameAs(this.failure);
		assertThat(this.there.calls()).isEqualTo(3);
		assertThat(new RetryTemplate().<String, RuntimeException>execute((context) -> this.there.call(),
				(context) -> "recovered from " + context.getLastThrowable().getMessage()))
			.isEqualTo("recovered from down");
		Applications.ours("any", MAX_ATTEMPTS).run((context) -> {
			Resilience resilience = context.getBean(Resilience.class);
			assertThatThrownBy(() -> resilience.policy("any").call(() -> this.here.call())).isSameAs(this.failure);
			assertThat(this.here.calls()).isEqualTo(3);
		});
	}

	@Test
	@Row(before = "retryOn(Predicate)", after = "FailureClassifier")
	void aClassifierDecides() {
		RetryTemplate template = RetryTemplate.builder()
			.maxAttempts(3)
			.noBackoff()
			.retryOn((Throwable failure) -> failure instanceof IOException)
			.build();
		assertThatThrownBy(() -> template.execute((context) -> this.there.call())).isSameAs(this.failure);
		assertThat(this.there.calls()).isEqualTo(1);
		FailureClassifier classifier = (failure) -> (failure == this.failure)
				? FailureVerdict.of(FailureCategory.INVALID_REQUEST) : null;
		Applications.ours("any", MAX_ATTEMPTS).withBean(FailureClassifier.class, () -> classifier).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Resilience.class).policy("any").call(() -> this.here.call()))
				.isSameAs(this.failure);
			assertThat(this.here.calls()).isEqualTo(1);
		});
	}

	@Test
	@Row(before = "withTimeout(…)", after = "time-limit.total")
	void anAttemptIsInterruptedHereToo() throws Throwable {
		RetryTemplate template = RetryTemplate.builder().withTimeout(Duration.ofMillis(1)).noBackoff().build();
		long start = System.nanoTime();
		assertThat(template.<String, RuntimeException>execute((context) -> busyUntil(start + 5_000_000)))
			.isEqualTo("late");
		Applications.ours("any", "resilience.policies.any.time-limit.total=20ms").run((context) -> {
			Throwable tooLate = catchThrowable(() -> context.getBean(Resilience.class)
				.policy("any")
				.call(() -> new Object().equals(waitForever())));
			assertThat(tooLate).isInstanceOf(TimeLimitExceededException.class);
			assertThat(((TimeLimitExceededException) tooLate).code()).isIn(ErrorCode.TOTAL_TIME_LIMIT_EXCEEDED,
					ErrorCode.TIME_LIMIT_EXCEEDED);
		});
	}

	private static String busyUntil(long nanos) {
		while (System.nanoTime() < nanos) {
			Thread.onSpinWait();
		}
		return "late";
	}

	private static Object waitForever() throws InterruptedException {
		new java.util.concurrent.CountDownLatch(1).await();
		return "never";
	}

	@Test
	@Row(before = "infiniteRetry()", after = "retry.max-attempts: 2147483647")
	void endlessRetriesNeedABudgetWithoutEnd() throws Throwable {
		Object[] first = new Object[300];
		java.util.Arrays.fill(first, this.failure);
		Backend theirs = Backend.answering("at last", first);
		assertThat(RetryTemplate.builder()
			.infiniteRetry()
			.noBackoff()
			.build()
			.<String, RuntimeException>execute((context) -> theirs.call())).isEqualTo("at last");
		Backend ours = Backend.answering("at last", first);
		Applications.ours("any", "resilience.policies.any.retry.max-attempts=2147483647").run((context) -> {
			assertThatThrownBy(() -> context.getBean(Resilience.class).policy("any").call(() -> ours.call()))
				.isSameAs(this.failure);
			assertThat(ours.calls()).isEqualTo(101);
		});
		Backend again = Backend.answering("at last", first);
		Applications
			.ours("any", "resilience.policies.any.retry.max-attempts=2147483647",
					"resilience.policies.any.retry.budget.ratio=1.0")
			.run((context) -> assertThat(
					context.getBean(Resilience.class).policy("any").<String, RuntimeException>call(() -> again.call()))
				.isEqualTo("at last"));
	}

	@Test
	@Row(before = "RetryListener", after = "ResilienceListener")
	void listenersHearOfAttempts() {
		SpringRetry.application()
			.withBean(Listening.Counting.class, Listening.Counting::new)
			.withBean(There.class, () -> new There(this.there))
			.run((context) -> {
				catchThrowable(() -> context.getBean(There.class).call());
				assertThat(context.getBean(Listening.Counting.class).names()).hasSize(3);
			});
		SpringRetry.application()
			.withBean(Listening.Veto.class, Listening.Veto::new)
			.withBean(There.class, () -> new There(this.there))
			.run((context) -> {
				assertThatThrownBy(() -> context.getBean(There.class).call())
					.isInstanceOf(org.springframework.retry.TerminatedRetryException.class);
				assertThat(this.there.calls()).isEqualTo(3);
			});
		Applications.ours("any", MAX_ATTEMPTS).run((context) -> {
			catchThrowable(() -> context.getBean(Resilience.class).policy("any").call(() -> this.here.call()));
			assertThat(context.getBean(Applications.Heard.class).codes()).containsExactly("RETRY", "RETRY",
					"RETRY_EXHAUSTED");
		});
	}

	@Test
	@Row(before = "RetrySynchronizationManager.getContext()", after = "CallContext.current()")
	void theAttemptCanBeAskedFor() {
		List<Integer> there = new ArrayList<>();
		catchThrowable(() -> new RetryTemplate().execute((context) -> {
			RetryContext current = RetrySynchronizationManager.getContext();
			there.add(current.getRetryCount());
			throw this.failure;
		}));
		assertThat(there).containsExactly(0, 1, 2);
		List<Integer> here = new ArrayList<>();
		Applications.ours("any", MAX_ATTEMPTS)
			.run((context) -> catchThrowable(() -> context.getBean(Resilience.class).policy("any").call(() -> {
				here.add(CallContext.current().attempt());
				throw this.failure;
			})));
		assertThat(here).containsExactly(1, 2, 3);
	}

	@Test
	@Row(before = "MetricsRetryListener", after = "resilience.retry.calls")
	void aTimerBecomesACounter() {
		MeterRegistry there = new SimpleMeterRegistry();
		RetryTemplate template = new RetryTemplate();
		template.registerListener(new MetricsRetryListener(there));
		catchThrowable(() -> template.execute((context) -> this.there.call()));
		assertThat(there.get("spring.retry").timer().getId().getTags()).extracting(Tag::getKey)
			.containsExactlyInAnyOrder("name", "retry.count", "exception");
		MeterRegistry here = new SimpleMeterRegistry();
		Applications.ours("any", MAX_ATTEMPTS).run((context) -> {
			context.getBean(ResilienceMeters.class).bindTo(here);
			catchThrowable(() -> context.getBean(Resilience.class).policy("any").call(() -> this.here.call()));
			assertThat(here.get("resilience.retry.calls")
				.tags("policy", "any", "outcome", "exhausted")
				.functionCounter()
				.count()).isEqualTo(1);
		});
	}

	@Test
	@Row(before = "stateful = true", after = "nothing")
	@Row(before = "interceptor = \"…\"", after = "nothing")
	void thereIsNothingForStatefulRetriesNorInterceptors() {
		SpringRetry.application().withBean(Stateful.class, () -> new Stateful(this.there)).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Stateful.class).call("message")).isSameAs(this.failure);
			assertThat(this.there.calls()).isEqualTo(1);
		});
		assertThat(Retryable.class.getMethods()).extracting(Method::getName).contains("stateful", "interceptor");
		assertThat(dev.resilience.annotation.Retryable.class.getDeclaredMethods()).extracting(Method::getName)
			.containsExactly("value");
		assertThat(Applications.defaults().keySet()).noneMatch((key) -> key.matches(".*(stateful|interceptor).*"));
	}

	static class There extends Called {

		There(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable
		public String call() {
			return super.call();
		}

	}

	static class Stateful extends Called {

		Stateful(Backend backend) {
			super(backend);
		}

		@Retryable(stateful = true)
		public String call(String message) {
			return super.call();
		}

	}

}
