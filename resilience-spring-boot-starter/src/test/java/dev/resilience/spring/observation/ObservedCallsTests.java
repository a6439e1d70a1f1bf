package dev.resilience.spring.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.Resilience;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.ObservationContextAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** An observation of each protected call, where that is asked for. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ObservedCallsTests {

	private final Observed observed = new Observed();

	private final Script script = Script.answering("answer");

	private final ApplicationContextRunner runner = Contexts.runner()
		.withBean("observations", ObservationRegistry.class, () -> this.observed.registry)
		.withBean(Provider.class, () -> new Provider(this.observed, this.script))
		.withPropertyValues("resilience.observation.enabled=true", "resilience.policies.payments.retry.max-attempts=2",
				"resilience.policies.payments.circuit.failure-threshold=5",
				"resilience.policies.payments.fallback.value=instead",
				"resilience.policies.slow.time-limit.timeout=30ms",
				"resilience.policies.worker.time-limit.run-on=worker",
				"resilience.policies.answers.retry.max-attempts=2",
				"resilience.policies.answers.fallback.value=instead");

	@Test
	void aCallIsBelowItsCallersObservationAndTheMethodIsBelowTheCall() {
		this.runner.run((context) -> {
			Provider provider = context.getBean(Provider.class);
			Observation.createNotStarted("order", this.observed.registry).observe(() -> {
				provider.retried();
				assertThat(this.observed.current()).isEqualTo("order");
			});
			assertThat(provider.seen()).containsExactly("resilience.calls");
		});
		ObservationContextAssert.assertThat(this.observed.onlyCall())
			.hasNameEqualTo("resilience.calls")
			.hasContextualNameEqualTo("Provider#retried")
			.hasParentObservationContextMatching((parent) -> parent.getName().equals("order"))
			.hasHighCardinalityKeyValue("method", Provider.class.getName() + "#retried")
			.hasHighCardinalityKeyValue("attempts", "1")
			.doesNotHaveError();
		assertThat(tags())
			.isEqualTo(Map.of("policy", "payments", "outcome", "success", "category", "none", "exception", "none"));
	}

	@Test
	void attemptsAreCounted() {
		this.script.first(Provider.down());
		use(Provider::retried);
		ObservationContextAssert.assertThat(this.observed.onlyCall()).hasHighCardinalityKeyValue("attempts", "2");
		assertThat(tags()).containsEntry("outcome", "success").containsEntry("category", "none");
	}

	@Test
	void aFailureIsTypeAndCategoryAndNoMessage() {
		this.script.first(Provider.down(), Provider.down());
		use(Provider::retried);
		assertThat(tags()).isEqualTo(Map.of("policy", "payments", "outcome", "failure", "category", "connection",
				"exception", "ConnectException"));
		Throwable error = this.observed.onlyCall().getError();
		assertThat(error).hasMessage("java.net.ConnectException (CONNECTION)").hasNoCause();
		assertThat(error.getStackTrace()).isEmpty();
	}

	@Test
	void aFailureIsTheFailureItselfWhereMessagesMayBeTold() {
		this.script.first(Provider.down(), Provider.down());
		this.runner.withPropertyValues("resilience.logging.include-messages=true")
			.run((context) -> catchThrowable(() -> context.getBean(Provider.class).retried()));
		assertThat(this.observed.onlyCall().getError()).hasMessage(Provider.SECRET);
	}

	@Test
	void whatAFallbackAnsweredIsNoErrorButItsReasonIsTold() {
		this.script.first(Provider.down(), Provider.down());
		use(Provider::answered);
		ObservationContextAssert.assertThat(this.observed.onlyCall()).doesNotHaveError();
		assertThat(tags()).isEqualTo(Map.of("policy", "payments", "outcome", "fallback", "category", "connection",
				"exception", "ConnectException"));
	}

	@Test
	void aFallbackThatFailsIsAFailure() {
		this.script.first(Provider.down());
		use(Provider::failsTwice);
		assertThat(tags()).containsEntry("policy", "none")
			.containsEntry("outcome", "failure")
			.containsEntry("exception", "IllegalStateException");
	}

	@Test
	void aRefusedCallHasMadeNoAttempt() {
		this.runner.run((context) -> {
			context.getBean(Circuits.class).get("payments").forceOpen();
			assertThat(catchThrowable(context.getBean(Provider.class)::guarded))
				.isInstanceOf(CircuitOpenException.class);
		});
		ObservationContextAssert.assertThat(this.observed.onlyCall()).hasHighCardinalityKeyValue("attempts", "0");
		assertThat(tags()).containsEntry("outcome", "rejected").containsEntry("category", "rejected");
	}

	@Test
	void eventsStandInTheCallsOwnObservation() {
		this.script.first(Provider.down());
		use(Provider::retried);
		assertThat(this.observed.events).singleElement()
			.asString()
			.startsWith("resilience.calls: resilience.retry policy=payments attempt=1");
	}

	@Test
	void aWorkerWorksInTheCallsObservation() {
		this.runner.run((context) -> {
			Provider provider = context.getBean(Provider.class);
			provider.onAWorker();
			assertThat(provider.seen()).containsExactly("resilience.calls");
		});
	}

	@Test
	void everyAttemptOfAFutureIsInTheCallsObservationAndItsCallerIsNot() {
		this.script.first(Provider.down());
		this.runner.run((context) -> {
			Provider provider = context.getBean(Provider.class);
			Observation order = Observation.start("order", this.observed.registry);
			CompletableFuture<String> called = order
				.scopedChecked(() -> provider.retriedHere().thenApply((answer) -> this.observed.current()));
			assertThat(called.join()).isEqualTo("order");
			assertThat(provider.seen()).containsExactly("resilience.calls", "resilience.calls");
			order.stop();
		});
		assertThat(this.observed.onlyCall().getParentObservation()).isNotNull();
		assertThat(tags()).containsEntry("outcome", "success");
	}

	@Test
	void aFutureThatIsDoneAtOnceLeavesItsCallersObservationInPlace() {
		this.runner.run((context) -> {
			Observation.createNotStarted("order", this.observed.registry).observe(() -> {
				String during = context.getBean(Provider.class)
					.retriedHere()
					.thenApply((answer) -> this.observed.current())
					.join();
				assertThat(during).isEqualTo("order");
				assertThat(this.observed.current()).isEqualTo("order");
			});
			assertThat(this.observed.current()).isEqualTo("none");
		});
	}

	@Test
	void aFuturesFallbackIsAnOutcomeLikeAPlainCalls() {
		this.script.first(Provider.down(), Provider.down());
		use((provider) -> assertThat(provider.retriedHere().join()).isEqualTo("instead"));
		assertThat(tags()).containsEntry("outcome", "fallback").containsEntry("category", "connection");
	}

	@Test
	void aFutureThatItsCallerCancelsIsCancelled() {
		this.runner.withPropertyValues("resilience.policies.slow.time-limit.timeout=1h").run((context) -> {
			context.getBean(Provider.class).never().cancel(true);
			await().until(() -> !this.observed.calls().isEmpty());
		});
		assertThat(tags()).containsEntry("outcome", "cancelled").containsEntry("category", "cancelled");
		ObservationContextAssert.assertThat(this.observed.onlyCall()).doesNotHaveError();
	}

	@Test
	void whatAMonoDoesIsBelowTheCallAndEachSubscriptionIsACall() {
		this.script.first(Provider.down());
		this.runner.run((context) -> {
			Provider provider = context.getBean(Provider.class);
			provider.retriedMono().subscribeOn(Schedulers.parallel()).block();
			assertThat(provider.seen()).containsExactly("resilience.calls", "resilience.calls");
			provider.retriedMono().block();
		});
		assertThat(this.observed.calls()).hasSize(2).allSatisfy((call) -> assertThat(call.getError()).isNull());
	}

	@Test
	void aFluxIsACallUntilItsEnd() {
		this.runner.run((context) -> {
			Provider provider = context.getBean(Provider.class);
			assertThat(provider.retriedFlux().collectList().block()).containsExactly("answer", "more");
			assertThat(provider.seen()).containsExactly("resilience.calls");
			Disposable unheard = provider.retriedFlux().take(1).subscribe();
			assertThat(unheard.isDisposed()).isTrue();
		});
		assertThat(this.observed.calls()).hasSize(2);
	}

	@Test
	void whoIsGivenTheElementsOfAFluxIsNotInTheCallsObservation() {
		List<String> seen = new ArrayList<>();
		this.runner.run((context) -> Observation.createNotStarted("order", this.observed.registry)
			.observe(() -> context.getBean(Provider.class)
				.retriedFlux()
				.doOnNext((element) -> seen.add(this.observed.current()))
				.doOnComplete(() -> seen.add(this.observed.current()))
				.blockLast()));
		assertThat(seen).containsExactly("order", "order", "order");
	}

	@Test
	void aRefusalFromFurtherInIsAFailureOfACallThatWasMade() {
		this.script.first(new CircuitOpenException("other", CircuitState.OPEN, "down", null, null),
				new IllegalArgumentException());
		use(Provider::guarded);
		assertThat(tags()).containsEntry("outcome", "failure").containsEntry("category", "rejected");
		ObservationContextAssert.assertThat(this.observed.onlyCall()).hasHighCardinalityKeyValue("attempts", "1");
	}

	@Test
	void whereNobodyWantsTheObservationEventsAndWorkersStayInTheCallers() {
		this.observed.registry.observationConfig()
			.observationPredicate((name, context) -> !name.startsWith("resilience"));
		this.script.first(Provider.down());
		this.runner.run((context) -> {
			Provider provider = context.getBean(Provider.class);
			Observation.createNotStarted("order", this.observed.registry).observe(() -> {
				provider.retried();
				provider.onAWorker();
			});
			assertThat(provider.seen()).containsOnly("order");
		});
		assertThat(this.observed.events).singleElement().asString().startsWith("order: resilience.retry");
	}

	@Test
	void callsOfCodeAreObservedToo() {
		this.runner.run((context) -> context.getBean(Resilience.class).policy("payments").call(() -> "answer"));
		assertThat(this.observed.onlyCall().getContextualName()).isEqualTo("Work under policy 'payments'");
	}

	@Test
	void theTimerHasTheTagsAndNoMethod() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.observed.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		use(Provider::retried);
		assertThat(meters.get("resilience.calls")
			.tags("policy", "payments", "outcome", "success", "category", "none", "exception", "none")
			.timer()
			.count()).isEqualTo(1);
		assertThat(meters.getMeters())
			.allSatisfy((meter) -> assertThat(meter.getId().getTags().toString()).doesNotContain("retried"));
	}

	@Test
	void aConventionOfTheApplicationTakesThePlaceOfOurs() {
		this.runner.withBean(ProtectedCallConvention.class, OwnNames::new)
			.run((context) -> context.getBean(Provider.class).retried());
		assertThat(this.observed.onlyCall().getName()).isEqualTo("backend.calls");
	}

	@ParameterizedTest
	@EnumSource
	void aHandlerThatThrowsHarmsNoCallAndLeavesNothingOnTheThread(BrokenHandler.At at) {
		this.observed.registry.observationConfig().observationHandler(new BrokenHandler(at));
		this.script.first(Provider.down());
		this.runner.run((context) -> {
			assertThat(context.getBean(Provider.class).retried()).isEqualTo("answer");
			assertThat(this.observed.current()).isEqualTo("none");
			assertThat(context.getBean(Provider.class).retriedHere().join()).isEqualTo("answer");
			assertThat(this.observed.current()).isEqualTo("none");
			assertThat(context.getBean(Provider.class).retriedMono().block()).isEqualTo("answer");
			assertThat(this.observed.current()).isEqualTo("none");
		});
	}

	@Test
	void whatDidNotStartWholeDoesNotStayActive() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig()
			.observationHandler(new DefaultMeterObservationHandler(meters))
			.observationHandler(new BrokenHandler(BrokenHandler.At.START));
		this.runner
			.withBean("others", ObservationRegistry.class, () -> registry, (definition) -> definition.setPrimary(true))
			.run((context) -> context.getBean(Provider.class).retried());
		assertThat(meters.get("resilience.calls.active").longTaskTimer().activeTasks()).isZero();
	}

	@Test
	void aFallbackInsideOfALimitIsAFallbackWithItsReason() {
		this.script.first(Provider.down(), Provider.down());
		this.runner.withPropertyValues("resilience.order=time-limit,fallback,circuit,retry")
			.run((context) -> assertThat(context.getBean(Provider.class).retriedHere().join()).isEqualTo("instead"));
		assertThat(tags()).containsEntry("outcome", "fallback").containsEntry("category", "connection");
	}

	@Test
	void anAttemptThatSucceedsAfterAFallbackWasRefusedIsASuccess() {
		this.script.first(Provider.down());
		this.runner
			.withPropertyValues("resilience.order=retry,fallback,circuit,time-limit",
					"resilience.policies.answers.retry.retry-on-result=substitutes")
			.withBean("substitutes", Predicate.class, () -> (result) -> "instead".equals(result))
			.run((context) -> assertThat(context.getBean(Provider.class).retriedHere().join()).isEqualTo("answer"));
		assertThat(tags()).containsEntry("outcome", "success").containsEntry("category", "none");
	}

	@Test
	void aFailedTimerTellsTheExceptionAndNotItsMessage() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.observed.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		this.script.first(Provider.down(), Provider.down());
		use(Provider::retried);
		assertThat(meters.get("resilience.calls")
			.tags("outcome", "failure", "exception", "ConnectException", "error", "ProtectedCallFailure")
			.timer()
			.count()).isEqualTo(1);
	}

	@Test
	void nothingIsObservedUnlessAskedFor() {
		this.runner.withPropertyValues("resilience.observation.enabled=false")
			.run((context) -> context.getBean(Provider.class).retried());
		assertThat(this.observed.stopped).isEmpty();
	}

	private void use(Consumer<Provider> use) {
		this.runner.run((context) -> catchThrowable(() -> use.accept(context.getBean(Provider.class))));
	}

	private Map<String, String> tags() {
		return this.observed.onlyCall()
			.getLowCardinalityKeyValues()
			.stream()
			.collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
	}

	static class OwnNames extends DefaultProtectedCallConvention {

		@Override
		public String getName() {
			return "backend.calls";
		}

	}

}
