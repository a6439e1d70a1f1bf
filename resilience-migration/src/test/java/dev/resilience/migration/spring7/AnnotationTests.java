package dev.resilience.migration.spring7;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.resilience.CallContext;
import dev.resilience.Resilience;
import dev.resilience.circuit.Circuits;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import dev.resilience.migration.spring7.Spring7.Here;
import dev.resilience.migration.spring7.Spring7.Limited;
import dev.resilience.migration.spring7.Spring7.There;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.resilience.InvocationRejectedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Annotations, code, and what behaves otherwise. */
@TrialsOf(Guide.FROM_SPRING_7)
class AnnotationTests {

	private final IllegalStateException failure = new IllegalStateException("down");

	private final Backend there = Backend.failing(this.failure);

	private final Backend here = Backend.failing(this.failure);

	@Test
	@Row(before = "@EnableResilientMethods", after = "nothing")
	void theStarterIsEnough() {
		Applications.bare().withBean(There.class, () -> new There(this.there)).run((context) -> {
			catchThrowable(() -> context.getBean(There.class).usual());
			assertThat(this.there.calls()).isEqualTo(1);
		});
		Applications.ours("any").withBean(Here.class, () -> new Here(this.here)).run((context) -> {
			catchThrowable(() -> context.getBean(Here.class).usual());
			assertThat(this.here.calls()).isEqualTo(3);
		});
	}

	@Test
	@Row(before = "@Retryable", after = "@Retryable(\"stock\")")
	void theNameIsMandatoryAndBothAreTooMany() {
		assertThat(dev.resilience.annotation.Retryable.class.getDeclaredMethods()).singleElement()
			.satisfies((attribute) -> assertThat(attribute.getDefaultValue()).isNull());
		Applications.ours("any")
			.withBean(Both.class, () -> new Both(this.here))
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("@org.springframework.resilience.annotation.Retryable"));
	}

	@Test
	@Row(before = "predicate", after = "FailureClassifier")
	void aClassifierDecides() {
		Spring7.application()
			.withBean(There.class, () -> new There(this.there))
			.run((context) -> catchThrowable(() -> context.getBean(There.class).never()));
		assertThat(this.there.calls()).isEqualTo(1);
		Applications.ours("any")
			.withBean(FailureClassifier.class, () -> (failure) -> FailureVerdict.of(FailureCategory.INVALID_REQUEST))
			.withBean(Here.class, () -> new Here(this.here))
			.run((context) -> catchThrowable(() -> context.getBean(Here.class).usual()));
		assertThat(this.here.calls()).isEqualTo(1);
	}

	@Test
	@Row(before = "MethodRetryEvent", after = "ResilienceEvent.RetryScheduled")
	void retriesAreTold() {
		Spring7.application()
			.withBean(Spring7.Told.class, Spring7.Told::new)
			.withBean(There.class, () -> new There(this.there))
			.run((context) -> {
				catchThrowable(() -> context.getBean(There.class).usual());
				assertThat(context.getBean(Spring7.Told.class).aborted()).containsExactly(false, false, false, false,
						true);
			});
		Applications.ours("any").withBean(Here.class, () -> new Here(this.here)).run((context) -> {
			catchThrowable(() -> context.getBean(Here.class).usual());
			assertThat(context.getBean(Applications.Heard.class).events()).hasExactlyElementsOfTypes(
					ResilienceEvent.RetryScheduled.class, ResilienceEvent.RetryScheduled.class,
					ResilienceEvent.RetryGaveUp.class);
		});
	}

	@Test
	@Row(before = "@ConcurrencyLimit(10)", after = "nothing yet")
	void theLimitIsAroundOurs() {
		Applications.ours("any")
			.withUserConfiguration(Spring7.Enabled.class)
			.withBean(Limited.class, () -> new Limited(this.here))
			.run((context) -> {
				Limited bean = context.getBean(Limited.class);
				List<Throwable> refusals = new ArrayList<>();
				assertThat(bean
					.call(() -> refusals.add(catchThrowable(() -> CompletableFuture.supplyAsync(() -> bean.call(() -> {
					})).join())))).isEqualTo("instead");
				assertThat(refusals).hasSize(3)
					.allSatisfy((refusal) -> assertThat(refusal).hasCauseInstanceOf(InvocationRejectedException.class));
				assertThat(this.here.calls()).isEqualTo(3);
				assertThat(context.getBean(Circuits.class).get("any").snapshot().totals().failed()).isEqualTo(1);
			});
	}

	@Test
	@Row(before = "nothing", after = "@CircuitProtected, @TimeLimited, @Fallback")
	void springHasRetriesAndLimitsOnly() throws Exception {
		assertThat(annotations("org/springframework/resilience/annotation")).containsExactlyInAnyOrder("Retryable",
				"ConcurrencyLimit", "EnableResilientMethods");
		assertThat(annotations("dev/resilience/annotation")).contains("CircuitProtected", "TimeLimited", "Fallback",
				"Resilient");
	}

	private static List<String> annotations(String folder) throws Exception {
		List<String> names = new ArrayList<>();
		for (org.springframework.core.io.Resource file : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:" + folder + "/*.class")) {
			String name = file.getFilename().replace(".class", "");
			if (Annotation.class.isAssignableFrom(Class.forName(folder.replace('/', '.') + "." + name))) {
				names.add(name);
			}
		}
		return names;
	}

	@Test
	@Row(before = "RetryTemplate.execute(…)", after = "Resilience.policy(\"stock\").call(…)")
	@Row(before = "RetryPolicy.builder()", after = "resilience.policies.stock")
	void aTemplateBecomesAPolicy() {
		assertThat(RetryPolicy.withDefaults().getBackOff().start().nextBackOff()).isEqualTo(1000);
		assertThat(RetryPolicy.Builder.DEFAULT_MAX_RETRIES).isEqualTo(3);
		RetryTemplate template = new RetryTemplate(RetryPolicy.builder().delay(java.time.Duration.ZERO).build());
		assertThatThrownBy(() -> template.execute(() -> this.there.call())).isInstanceOf(RetryException.class)
			.hasCause(this.failure);
		assertThat(this.there.calls()).isEqualTo(4);
		Applications.ours("any", "resilience.policies.any.retry.max-attempts=4").run((context) -> {
			assertThatThrownBy(() -> context.getBean(Resilience.class).policy("any").call(() -> this.here.call()))
				.isSameAs(this.failure);
			assertThat(this.here.calls()).isEqualTo(4);
		});
	}

	@Test
	@Row(before = "RetryListener", after = "ResilienceListener")
	@Row(before = "RetryState.getRetryCount()", after = "CallContext.current().attempt()")
	void listenersHearAndTheAttemptCanBeAskedFor() {
		RetryTemplate template = new RetryTemplate(
				RetryPolicy.builder().maxRetries(2).delay(java.time.Duration.ZERO).build());
		List<Integer> there = new ArrayList<>();
		template.setRetryListener(new RetryListener() {

			@Override
			public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
				there.add(state.getRetryCount());
			}

		});
		Throwable exhausted = catchThrowable(() -> template.execute(() -> this.there.call()));
		assertThat(there).hasSize(2);
		assertThat(((RetryException) exhausted).getRetryCount()).isEqualTo(2);
		List<Integer> here = new ArrayList<>();
		Applications.ours("any", "resilience.policies.any.retry.max-attempts=3").run((context) -> {
			catchThrowable(() -> context.getBean(Resilience.class).policy("any").call(() -> {
				here.add(CallContext.current().attempt());
				throw this.failure;
			}));
			assertThat(context.getBean(Applications.Heard.class).codes()).containsExactly("RETRY", "RETRY",
					"RETRY_EXHAUSTED");
		});
		assertThat(here).containsExactly(1, 2, 3);
	}

	@Test
	@Row(before = "as many retries as asked for", after = "retry.budget.ratio")
	void retriesHaveABudget() {
		Spring7.application().withBean(There.class, () -> new There(this.there)).run((context) -> {
			often(() -> context.getBean(There.class).usual());
			assertThat(this.there.calls()).isEqualTo(240);
		});
		Applications.ours("any").withBean(Here.class, () -> new Here(this.here)).run((context) -> {
			often(() -> context.getBean(Here.class).usual());
			assertThat(this.here.calls()).isEqualTo(160);
		});
		Applications.ours("any", "resilience.policies.any.retry.budget.ratio=1.0")
			.withBean(Here.class, () -> new Here(this.here))
			.run((context) -> {
				often(() -> context.getBean(Here.class).usual());
				assertThat(this.here.calls()).isEqualTo(160 + 180);
			});
	}

	private static void often(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
		for (int round = 0; round < 60; round++) {
			catchThrowable(call);
		}
	}

	@Test
	@Row(before = "a CompletableFuture that fails later has succeeded", after = "it is tried again")
	void theOutcomeOfAFutureCounts() {
		CompletableFuture<String> failed = CompletableFuture.failedFuture(new IOException());
		Backend theirs = Backend.answering(CompletableFuture.completedFuture("late"), failed);
		Spring7.application()
			.withBean(There.class, () -> new There(theirs))
			.run((context) -> assertThat(context.getBean(There.class).later()).isCompletedExceptionally());
		assertThat(theirs.calls()).isEqualTo(1);
		Backend ours = Backend.answering(CompletableFuture.completedFuture("late"), failed);
		Applications.ours("any")
			.withBean(Here.class, () -> new Here(ours))
			.run((context) -> assertThat(context.getBean(Here.class).later().get()).isEqualTo("late"));
		assertThat(ours.calls()).isEqualTo(2);
	}

	@Test
	@Row(before = "a Mono that fails for good: Retries exhausted", after = "the last failure")
	void aMonoFailsWithTheLastFailure() {
		Spring7.application()
			.withBean(There.class, () -> new There(this.there))
			.run((context) -> assertThatThrownBy(() -> context.getBean(There.class).mono().block())
				.hasMessageContaining("Retries exhausted")
				.hasCause(this.failure));
		Applications.ours("any")
			.withBean(Here.class, () -> new Here(this.here))
			.run((context) -> assertThatThrownBy(() -> context.getBean(Here.class).mono().block())
				.isSameAs(this.failure));
	}

	static class Both extends Called {

		Both(Backend backend) {
			super(backend);
		}

		@Override
		@org.springframework.resilience.annotation.Retryable
		@dev.resilience.annotation.Retryable("any")
		public String call() {
			return super.call();
		}

	}

}
