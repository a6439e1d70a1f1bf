package dev.resilience.migration.springretry;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.failure.FailureCategory;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.springretry.RetryBeans.Both;
import dev.resilience.migration.springretry.RetryBeans.BothLists;
import dev.resilience.migration.springretry.RetryBeans.Expression;
import dev.resilience.migration.springretry.RetryBeans.Labelled;
import dev.resilience.migration.springretry.RetryBeans.Later;
import dev.resilience.migration.springretry.RetryBeans.OnlyIo;
import dev.resilience.migration.springretry.RetryBeans.Ours;
import dev.resilience.migration.springretry.RetryBeans.Usual;
import dev.resilience.migration.springretry.RetryBeans.WhenBusy;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What is tried again, and how often. */
@TrialsOf(Guide.FROM_SPRING_RETRY)
class RetryTests {

	private final Backend there = Backend.failing(new IllegalStateException("busy"));

	private final Backend here = Backend.failing(new IllegalStateException("busy"));

	private int callsThere(Throwable failure, Called bean, Backend backend) {
		SpringRetry.application()
			.withBean(Called.class, () -> bean)
			.run((context) -> assertThatThrownBy(() -> context.getBean(Called.class).call()).isSameAs(failure));
		return backend.calls();
	}

	private int callsHere(Throwable failure, String... properties) {
		Backend backend = Backend.failing(failure);
		Applications.ours("any", properties)
			.withBean(Ours.class, () -> new Ours(backend))
			.run((context) -> assertThatThrownBy(() -> context.getBean(Ours.class).call()).isSameAs(failure));
		return backend.calls();
	}

	@Test
	@Row(before = "retryFor", after = "retry.retry-on")
	void everythingIsTriedAgainThereAndWhatIsTransientHere() {
		IllegalArgumentException permanent = new IllegalArgumentException();
		Backend backend = Backend.failing(permanent);
		assertThat(callsThere(permanent, new Usual(backend), backend)).isEqualTo(3);
		assertThat(callsHere(permanent)).isEqualTo(1);
		assertThat(callsHere(permanent, "resilience.policies.any.retry.retry-on=java.lang.Exception")).isEqualTo(3);
		IllegalStateException caused = new IllegalStateException(new IOException());
		Backend wrapping = Backend.failing(caused);
		assertThat(callsThere(caused, new OnlyIo(wrapping), wrapping)).isEqualTo(3);
		assertThat(callsHere(caused, "resilience.policies.any.retry.retry-on=java.io.IOException")).isEqualTo(3);
	}

	@Test
	@Row(before = "noRetryFor", after = "retry.abort-on")
	void theNearerClassDecidesThereAndTheAbortHere() {
		IllegalStateException failure = new IllegalStateException();
		Backend backend = Backend.failing(failure);
		assertThat(callsThere(failure, new BothLists(backend), backend)).isEqualTo(3);
		assertThat(callsHere(failure, "resilience.policies.any.retry.retry-on=java.lang.IllegalStateException",
				"resilience.policies.any.retry.abort-on=java.lang.RuntimeException"))
			.isEqualTo(1);
	}

	@Test
	@Row(before = "@EnableRetry", after = "nothing")
	void theStarterIsEnough() {
		Applications.bare().withBean(Usual.class, () -> new Usual(this.there)).run((context) -> {
			catchThrowable(() -> context.getBean(Usual.class).call());
			assertThat(this.there.calls()).isEqualTo(1);
		});
		assertThat(callsHere(new IllegalStateException())).isEqualTo(3);
	}

	@Test
	@Row(before = "@Retryable", after = "@Retryable(\"orders\")")
	void theNameIsMandatoryAndBothAreTooMany() {
		assertThat(dev.resilience.annotation.Retryable.class.getDeclaredMethods()).singleElement()
			.satisfies((attribute) -> assertThat(attribute.getDefaultValue()).isNull());
		Applications.ours("any")
			.withBean(Both.class, () -> new Both(this.here))
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("@org.springframework.retry.annotation.Retryable"));
	}

	@Test
	@Row(before = "maxAttemptsExpression, delayExpression and the like", after = "${…} in the YAML")
	void placeholdersMoveIntoTheYaml() {
		SpringRetry.application()
			.withPropertyValues("orders.attempts=5")
			.withBean(Expression.class, () -> new Expression(this.there))
			.run((context) -> catchThrowable(() -> context.getBean(Expression.class).call()));
		assertThat(this.there.calls()).isEqualTo(5);
		assertThat(callsHere(new IllegalStateException(), "orders.attempts=5",
				"resilience.policies.any.retry.max-attempts=${orders.attempts}"))
			.isEqualTo(5);
	}

	@Test
	@Row(before = "exceptionExpression", after = "resilience.failures.rules")
	void aRuleLooksAtTheMessageToo() {
		IllegalArgumentException busy = new IllegalArgumentException("busy");
		Backend backend = Backend.failing(busy);
		assertThat(callsThere(busy, new WhenBusy(backend), backend)).isEqualTo(3);
		IllegalArgumentException other = new IllegalArgumentException("other");
		Backend otherBackend = Backend.failing(other);
		assertThat(callsThere(other, new WhenBusy(otherBackend), otherBackend)).isEqualTo(1);
		String[] rule = { "resilience.failures.rules[0].message=busy",
				"resilience.failures.rules[0].category=" + FailureCategory.SERVER_ERROR };
		assertThat(callsHere(busy, rule)).isEqualTo(3);
		assertThat(callsHere(other, rule)).isEqualTo(1);
	}

	@Test
	@Row(before = "as many retries as asked for", after = "retry.budget.ratio")
	void retriesHaveABudget() {
		ApplicationContextRunner here = Applications.ours("any").withBean(Ours.class, () -> new Ours(this.here));
		SpringRetry.application().withBean(Usual.class, () -> new Usual(this.there)).run((context) -> {
			callOften(context.getBean(Usual.class));
			assertThat(this.there.calls()).isEqualTo(180);
		});
		here.run((context) -> {
			callOften(context.getBean(Ours.class));
			assertThat(this.here.calls()).isEqualTo(60 + 100);
			assertThat(context.getBean(Applications.Heard.class).codes()).contains("RETRY_BUDGET_SPENT");
		});
		here.withPropertyValues("resilience.policies.any.retry.budget.ratio=1.0").run((context) -> {
			callOften(context.getBean(Ours.class));
			assertThat(this.here.calls()).isEqualTo(160 + 180);
		});
	}

	private static void callOften(Called bean) {
		for (int call = 0; call < 60; call++) {
			catchThrowable(bean::call);
		}
	}

	@Test
	@Row(before = "a future that fails later has succeeded", after = "it is tried again")
	void theOutcomeOfAFutureCounts() {
		Backend theirs = Backend.answering(CompletableFuture.failedFuture(new IOException()));
		SpringRetry.application().withBean(Later.class, () -> new Later(theirs)).run((context) -> {
			assertThat(context.getBean(Later.class).there()).isCompletedExceptionally();
			assertThat(theirs.calls()).isEqualTo(1);
		});
		Backend ours = Backend.answering(CompletableFuture.completedFuture("late"),
				CompletableFuture.failedFuture(new IOException()));
		Applications.ours("any").withBean(Later.class, () -> new Later(ours)).run((context) -> {
			assertThat(context.getBean(Later.class).here().get()).isEqualTo("late");
			assertThat(ours.calls()).isEqualTo(2);
		});
	}

	@Test
	@Row(before = "an interrupt during a wait is a BackOffInterruptedException", after = "the last failure")
	void anInterruptEndsTheCall() {
		Applications.bare()
			.withUserConfiguration(SpringRetry.Enabled.class)
			.withBean(Usual.class, () -> new Usual(this.there))
			.run((context) -> {
				Thread.currentThread().interrupt();
				assertThatThrownBy(() -> context.getBean(Usual.class).call())
					.isInstanceOf(org.springframework.retry.backoff.BackOffInterruptedException.class);
				assertThat(Thread.interrupted()).isTrue();
			});
		Applications.ours("any", "resilience.policies.any.retry.backoff.delay=1s")
			.withBean(Ours.class, () -> new Ours(this.here))
			.run((context) -> {
				Thread.currentThread().interrupt();
				assertThatThrownBy(() -> context.getBean(Ours.class).call()).isInstanceOf(IllegalStateException.class)
					.hasMessage("busy");
				assertThat(Thread.interrupted()).isTrue();
			});
	}

	@Test
	@Row(before = "label", after = "the policy's name")
	void thePolicysNameIsInTheEvents() {
		SpringRetry.application()
			.withBean(Listening.Counting.class, Listening.Counting::new)
			.withBean(Labelled.class, () -> new Labelled(this.there))
			.run((context) -> {
				catchThrowable(() -> context.getBean(Labelled.class).call());
				assertThat(context.getBean(Listening.Counting.class).names()).containsOnly("orders");
			});
		Applications.ours("any").withBean(Ours.class, () -> new Ours(this.here)).run((context) -> {
			catchThrowable(() -> context.getBean(Ours.class).call());
			assertThat(context.getBean(Applications.Heard.class).events()).isNotEmpty()
				.extracting(ResilienceEvent::policy)
				.containsOnly("any");
		});
	}

}
