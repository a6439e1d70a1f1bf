package dev.resilience.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What happens to a call stands in the observation that its caller is in. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallEventsTests {

	private final Observed observed = new Observed();

	private final Script script = Script.answering("answer");

	private final ApplicationContextRunner runner = Contexts.runner()
		.withBean("observations", ObservationRegistry.class, () -> this.observed.registry)
		.withBean(Provider.class, () -> new Provider(this.observed, this.script))
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=2",
				"resilience.policies.payments.retry.backoff.jitter=0",
				"resilience.policies.payments.retry.backoff.delay=2ms",
				"resilience.policies.payments.circuit.failure-threshold=5",
				"resilience.policies.payments.fallback.value=instead",
				"resilience.policies.slow.time-limit.timeout=30ms",
				"resilience.policies.worker.time-limit.run-on=worker",
				"resilience.policies.answers.retry.max-attempts=2",
				"resilience.policies.answers.fallback.value=instead");

	@Test
	void aRetryTellsPolicyAttemptAndCategory() {
		this.script.first(Provider.down());
		inAnOrder(Provider::retried);
		assertThat(this.observed.events)
			.containsExactly("order: resilience.retry policy=payments attempt=1 delay=2ms category=CONNECTION");
	}

	@Test
	void attemptsThatRunOutAreToldToo() {
		this.script.first(Provider.down(), Provider.down());
		inAnOrder(Provider::retried);
		assertThat(this.observed.events).hasSize(2)
			.last()
			.isEqualTo("order: resilience.retry.exhausted policy=payments attempt=2 category=CONNECTION");
	}

	@Test
	void aRefusalHasNoAttempt() {
		this.runner.run((context) -> {
			context.getBean(Circuits.class).get("payments").forceOpen();
			inAnOrder(context.getBean(Provider.class), Provider::guarded);
		});
		assertThat(this.observed.events)
			.containsExactly("order: resilience.circuit.open policy=payments category=REJECTED");
	}

	@Test
	void aTimeLimitThatPassedIsTold() {
		inAnOrder((provider) -> catchThrowable(provider::slow));
		assertThat(this.observed.events)
			.containsExactly("order: resilience.time.limit.exceeded policy=slow attempt=1 category=TIMEOUT");
	}

	@Test
	void aFallbackTellsWhatItAnswered() {
		this.script.first(Provider.down(), Provider.down());
		inAnOrder(Provider::answered);
		assertThat(this.observed.events).hasSize(3)
			.last()
			.isEqualTo("order: resilience.fallback.used policy=payments attempt=2 category=CONNECTION");
	}

	@Test
	void aFallbackThatFailsIsTold() {
		this.script.first(Provider.down());
		inAnOrder(Provider::failsTwice);
		assertThat(this.observed.events)
			.containsExactly("order: resilience.fallback.failed policy=none attempt=1 category=CONNECTION");
	}

	@Test
	void whatHappensOnOtherThreadsStandsInTheCallersObservationToo() {
		this.script.first(Provider.down(), Provider.down());
		inAnOrder((provider) -> provider.retriedLater().join());
		assertThat(this.observed.events).containsExactly(
				"order: resilience.retry policy=payments attempt=1 delay=2ms category=CONNECTION",
				"order: resilience.retry.exhausted policy=payments attempt=2 category=CONNECTION");
	}

	@Test
	void aLimitOfAFutureStandsThereToo() {
		inAnOrder((provider) -> provider.never().join());
		assertThat(this.observed.events)
			.containsExactly("order: resilience.time.limit.exceeded policy=slow attempt=1 category=TIMEOUT");
	}

	@Test
	void aMonosRetriesStandInItsSubscribersObservation() {
		this.script.first(Provider.down());
		inAnOrder((provider) -> provider.retriedMono().subscribeOn(Schedulers.parallel()).block());
		assertThat(this.observed.events)
			.containsExactly("order: resilience.retry policy=payments attempt=1 delay=2ms category=CONNECTION");
	}

	@Test
	void changesOfACircuitBelongToNoCall() {
		this.runner.run((context) -> {
			context.getBean(Circuits.class).get("payments");
			inAnOrder(context.getBean(Provider.class),
					(provider) -> context.getBean(Circuits.class).get("payments").forceOpen());
		});
		assertThat(this.observed.events).isEmpty();
	}

	@Test
	void noSecretIsTold() {
		this.script.first(Provider.down(), Provider.down());
		inAnOrder(Provider::answered);
		assertThat(this.observed.events).isNotEmpty().noneMatch((event) -> event.contains(Provider.SECRET));
	}

	@Test
	void outsideOfAnyObservationNothingIsTold() {
		this.script.first(Provider.down());
		this.runner.run((context) -> assertThat(context.getBean(Provider.class).retried()).isEqualTo("answer"));
		assertThat(this.observed.events).isEmpty();
		assertThat(this.observed.stopped).isEmpty();
	}

	@Test
	void withoutARegistryCallsGoOnAsEver() {
		this.script.first(Provider.down());
		Contexts.runnerWithRetry()
			.withBean(Provider.class, () -> new Provider(this.observed, this.script))
			.withPropertyValues("resilience.policies.slow.time-limit.timeout=1s",
					"resilience.policies.worker.time-limit.run-on=worker",
					"resilience.policies.payments.fallback.value=instead",
					"resilience.policies.answers.fallback.value=instead")
			.run((context) -> assertThat(context.getBean(Provider.class).retried()).isEqualTo("answer"));
	}

	private void inAnOrder(Consumer<Provider> use) {
		this.runner.run((context) -> inAnOrder(context.getBean(Provider.class), use));
	}

	/** What the call throws is looked at elsewhere. */
	private void inAnOrder(Provider provider, Consumer<Provider> use) {
		Observation order = Observation.start("order", this.observed.registry);
		order.scoped(() -> CompletableFuture.completedFuture(catchThrowable(() -> use.accept(provider))));
		order.stop();
	}

}
