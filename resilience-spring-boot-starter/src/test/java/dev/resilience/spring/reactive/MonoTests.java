package dev.resilience.spring.reactive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Annotated methods that return a Mono. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MonoTests {

	private final Script script = Script.answering(Mono.just("answer"));

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=3",
				"resilience.policies.payments.circuit.half-open.permitted-calls=1",
				"resilience.policies.payments.circuit.open-duration=1ms",
				"resilience.policies.payments.circuit.failure-threshold=1",
				"resilience.policies.payments.time-limit.timeout=100ms",
				"resilience.policies.emptied.fallback.empty=true")
		.withBean(Client.class, () -> new Client(this.script));

	@Test
	void nothingHappensBeforeSubscription() {
		run((client, circuits) -> {
			client.retried();
			assertThat(this.script.calls()).isZero();
		});
	}

	@Test
	void twoSubscriptionsAreTwoCalls() {
		run((client, circuits) -> {
			Mono<String> mono = client.guarded();
			mono.block();
			mono.block();
			assertThat(this.script.calls()).isEqualTo(2);
			assertThat(circuits.get("payments").snapshot().totals().succeeded()).isEqualTo(2);
		});
	}

	@Test
	void aRetryInvokesTheMethodAgain() {
		this.script.first(new IllegalStateException("thrown"), failed());
		run((client, circuits) -> {
			assertThat(client.retried().block()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aRefusalIsAnErrorOfTheMono() {
		run((client, circuits) -> {
			circuits.get("payments").forceOpen();
			StepVerifier.create(client.guarded()).verifyError(CircuitOpenException.class);
		});
	}

	@Test
	void theLimitCancelsTheSource() {
		AtomicBoolean cancelled = new AtomicBoolean();
		this.script.first(Mono.never().doOnCancel(() -> cancelled.set(true)));
		run((client, circuits) -> {
			StepVerifier.create(client.limited()).verifyError(TimeLimitExceededException.class);
			assertThat(cancelled).isTrue();
		});
	}

	@Test
	void aCancelledProbeGivesItsPlaceBack() {
		this.script.first(failed(), Mono.never());
		run((client, circuits) -> {
			StepVerifier.create(client.guarded()).verifyError(IllegalStateException.class);
			Awaitility.await().until(() -> circuits.get("payments").state() == CircuitState.HALF_OPEN);
			Disposable probe = client.guarded().subscribe();
			StepVerifier.create(client.guarded()).verifyError(CircuitOpenException.class);
			probe.dispose();
			StepVerifier.create(client.guarded()).expectNext("answer").verifyComplete();
			assertThat(circuits.get("payments").snapshot().totals().ignored()).isEqualTo(1);
		});
	}

	@Test
	void aFallbackAnswers() {
		this.script.first(failed(), failed(), Mono.error(new IllegalStateException()));
		run((client, circuits) -> {
			assertThat(client.answered().block()).isEqualTo("instead");
			assertThat(client.emptied().blockOptional()).isEmpty();
			assertThat(client.emptiedList().blockOptional()).isEmpty();
		});
	}

	@Test
	void theContextOfTheSubscriberReachesTheSource() {
		this.script.first(failed(), Mono.deferContextual((context) -> Mono.just(context.get("user"))));
		run((client, circuits) -> assertThat(client.retried().contextWrite(Context.of("user", "ada")).block())
			.isEqualTo("ada"));
	}

	@Test
	void anEmptyMonoStaysEmpty() {
		this.script.first(Mono.empty());
		run((client, circuits) -> StepVerifier.create(client.retried()).expectComplete().verify(Duration.ofSeconds(9)));
	}

	private static Mono<String> failed() {
		return Mono.error(new IllegalStateException("later"));
	}

	private void run(Use use) {
		this.runner.run((context) -> use.use(context.getBean(Client.class), context.getBean(Circuits.class)));
	}

	@FunctionalInterface
	interface Use {

		void use(Client client, Circuits circuits) throws Exception;

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public Mono<String> retried() {
			return this.script.play();
		}

		@CircuitProtected("payments")
		public Mono<String> guarded() {
			return this.script.play();
		}

		@TimeLimited("payments")
		public Mono<String> limited() {
			return this.script.play();
		}

		@Fallback(method = "instead")
		public Mono<String> answered() {
			return this.script.play();
		}

		Mono<String> instead() {
			return Mono.just("instead");
		}

		@Resilient("emptied")
		public Mono<String> emptied() {
			return this.script.play();
		}

		@Resilient("emptied")
		public Mono<List<String>> emptiedList() {
			return this.script.play();
		}

	}

}
