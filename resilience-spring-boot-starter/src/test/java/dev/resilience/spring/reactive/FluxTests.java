package dev.resilience.spring.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Annotated methods that return a Flux. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FluxTests {

	private final Script script = Script.answering(Flux.just("a", "b", "c"));

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=3",
				"resilience.policies.payments.circuit.failure-threshold=5",
				"resilience.policies.payments.time-limit.timeout=100ms",
				"resilience.policies.listed.fallback.value[0]=x", "resilience.policies.listed.fallback.value[1]=y")
		.withBean(Client.class, () -> new Client(this.script));

	@Test
	void aRetryInvokesTheMethodAgain() {
		this.script.first(failed(), failed());
		run((client, circuits) -> {
			StepVerifier.create(client.retried()).expectNext("a", "b", "c").verifyComplete();
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void whatWasDeliveredIsNotDeliveredAgain() {
		this.script.first(Flux.just("a").concatWith(failed()));
		run((client, circuits) -> {
			StepVerifier.create(client.retried()).expectNext("a").verifyError(IllegalStateException.class);
			assertThat(this.script.calls()).isEqualTo(1);
		});
	}

	@Test
	void nothingHappensBeforeSubscriptionAndTwoSubscriptionsAreTwoCalls() {
		run((client, circuits) -> {
			Flux<String> flux = client.guarded();
			assertThat(this.script.calls()).isZero();
			flux.blockLast();
			flux.blockLast();
			assertThat(circuits.get("payments").snapshot().totals().succeeded()).isEqualTo(2);
		});
	}

	@Test
	void noMoreIsAskedOfTheSourceThanTheSubscriberAsksFor() {
		List<Long> requests = new ArrayList<>();
		this.script.first(failed(), Flux.range(1, 100).map(String::valueOf).doOnRequest(requests::add));
		run((client, circuits) -> {
			StepVerifier.create(client.retried(), 0)
				.thenRequest(2)
				.expectNext("1", "2")
				.thenRequest(3)
				.expectNext("3", "4", "5")
				.thenCancel()
				.verify();
			assertThat(requests).containsExactly(2L, 3L);
		});
	}

	@Test
	void theLimitIsForTheWholeStream() {
		TestPublisher<String> source = TestPublisher.create();
		this.script.first(source.flux());
		run((client, circuits) -> {
			StepVerifier.create(client.limited())
				.then(() -> source.next("a"))
				.expectNext("a")
				.verifyError(TimeLimitExceededException.class);
			source.assertCancelled();
		});
	}

	@Test
	void aSubscriberThatHasHadEnoughIsASuccess() {
		run((client, circuits) -> {
			assertThat(client.guarded().take(1).collectList().block()).containsExactly("a");
			assertThat(client.guarded().next().block()).isEqualTo("a");
			Totals totals = circuits.get("payments").snapshot().totals();
			assertThat(totals.succeeded()).isEqualTo(2);
		});
	}

	@Test
	void aSubscriberThatHasHadEnoughStopsASourceWithoutEnd() {
		this.script.first(Flux.generate((sink) -> sink.next("again")));
		run((client, circuits) -> assertThat(client.guarded().take(2).collectList().block()).hasSize(2));
	}

	@Test
	void aSubscriberThatCancelsBeforeAnythingCameHasNoVote() {
		this.script.first(Flux.never());
		run((client, circuits) -> {
			client.guarded().subscribe().dispose();
			assertThat(circuits.get("payments").snapshot().totals().ignored()).isEqualTo(1);
		});
	}

	@Test
	void aFallbackAnswersWithAStream() {
		this.script.first(failed(), failed(), failed());
		run((client, circuits) -> {
			assertThat(client.answered().collectList().block()).containsExactly("x", "y");
			assertThat(client.listed().collectList().block()).containsExactly("x", "y");
			assertThat(Flux.from(client.publisher()).collectList().block()).containsExactly("x", "y");
		});
	}

	@Test
	void aPolicyThatLooksAtResultsCannotServeAStream() {
		assertThat(Contexts
			.mistakes(this.runner.withPropertyValues("resilience.policies.payments.retry.retry-on-result=isEmpty")))
			.anySatisfy((mistake) -> {
				assertThat(mistake.where()).endsWith("FluxTests$Client#retried");
				assertThat(mistake.what()).contains("stream", "retry-on-result");
			});
	}

	private static Flux<String> failed() {
		return Flux.error(new IllegalStateException("later"));
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
		public Flux<String> retried() {
			return this.script.play();
		}

		@CircuitProtected("payments")
		public Flux<String> guarded() {
			return this.script.play();
		}

		@TimeLimited("payments")
		public Flux<String> limited() {
			return this.script.play();
		}

		@Fallback(method = "instead")
		public Flux<String> answered() {
			return this.script.play();
		}

		Flux<String> instead() {
			return Flux.just("x", "y");
		}

		@Resilient("listed")
		public Flux<String> listed() {
			return this.script.play();
		}

		@Resilient("listed")
		public Publisher<String> publisher() {
			return this.script.<Flux<String>>play();
		}

	}

}
