package dev.resilience.spring.reactive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A protected Mono does not block, loses no error and leaves nothing behind. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MonoRulesTests {

	private final Script script = Script.answering(Mono.just("answer"));

	private final List<Object> dropped = Collections.synchronizedList(new ArrayList<>());

	@BeforeEach
	void watchWhatIsDropped() {
		Hooks.onErrorDropped(this.dropped::add);
		Hooks.onNextDropped(this.dropped::add);
	}

	@AfterEach
	void stopWatching() {
		Hooks.resetOnErrorDropped();
		Hooks.resetOnNextDropped();
	}

	@Test
	void nothingIsDroppedWhenCallsFailAreRetriedTimeOutAndAreCancelled() {
		run("300ms", (client, circuits) -> {
			this.script.first(failed(), failed());
			assertThat(client.answer().block()).isEqualTo("answer");
			this.script.first(Mono.never(), Mono.never(), Mono.never());
			assertThat(client.answer().block()).isEqualTo("instead of TimeLimitExceededException");
			this.script.first(Mono.never());
			client.answer().subscribe().dispose();
			assertThat(this.dropped).isEmpty();
		});
	}

	@Test
	void aRetryThatWaitsBlocksNoThreadThatMustNotBlock() {
		this.script.first(failed(), failed());
		run("20s",
				(client, circuits) -> assertThat(
						client.answer().subscribeOn(Schedulers.parallel()).publishOn(Schedulers.single()).block())
					.isEqualTo("answer"));
		assertThat(this.script.calls()).isEqualTo(3);
	}

	@Test
	void whoCancelsDuringTheWaitForARetryEndsTheCallWithoutAVote() {
		this.script.first(failed());
		run("20s", (client, circuits) -> {
			Disposable call = client.waiting().subscribe();
			Awaitility.await().until(() -> this.script.calls() == 1);
			call.dispose();
			Totals totals = circuits.get("patient").snapshot().totals();
			assertThat(totals.ignored()).isEqualTo(1);
			assertThat(totals.failed()).isZero();
			assertThat(this.script.calls()).isEqualTo(1);
			assertThat(this.dropped).isEmpty();
		});
	}

	@Test
	void whoCancelsDuringTheFallbackStopsIt() {
		TestPublisher<String> fallback = TestPublisher.create();
		this.script.first(new IllegalArgumentException("thrown"), fallback.mono());
		run("20s", (client, circuits) -> {
			Disposable call = client.waiting().subscribe();
			fallback.assertWasSubscribed();
			call.dispose();
			fallback.assertCancelled();
			assertThat(this.dropped).isEmpty();
		});
	}

	@Test
	void aMonoThatIsNullIsAnErrorWithAReason() {
		run("20s", (client, circuits) -> assertThatNullPointerException().isThrownBy(client.nothing()::block)
			.withMessageContaining("Mono"));
	}

	@Test
	void whatTheMethodThrowsIsAnErrorOfTheMono() {
		this.script.first(new IllegalStateException("1"), new IllegalStateException("2"),
				new IllegalStateException("3"));
		run("20s", (client, circuits) -> assertThatIllegalStateException().isThrownBy(client.bare()::block)
			.withMessage("3"));
	}

	@Test
	void theContextOfTheSubscriberReachesTheFallbackWithAndWithoutAutomaticPropagation() {
		run("20s", (client, circuits) -> {
			for (boolean automatic : new boolean[] { false, true }) {
				if (automatic) {
					Hooks.enableAutomaticContextPropagation();
				}
				try {
					this.script.first(new IllegalArgumentException("thrown"),
							Mono.deferContextual((context) -> Mono.just(context.get("user"))));
					assertThat(client.waiting().contextWrite(Context.of("user", "ada")).block()).isEqualTo("ada");
				}
				finally {
					Hooks.disableAutomaticContextPropagation();
				}
			}
		});
	}

	@Test
	void aSecondSignalOfAMisbehavingSourceIsNotASecondOutcome() {
		TestPublisher<String> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		this.script.first(Mono.fromDirect(source));
		run("20s", (client, circuits) -> {
			StrictSubscriber subscriber = new StrictSubscriber();
			client.answer().subscribe(subscriber);
			subscriber.request(1);
			source.next("one").complete().complete();
			assertThat(subscriber.awaitEnd()).isTrue();
			assertThat(subscriber.elements).containsExactly("one");
			assertThat(subscriber.breaches).isEmpty();
		});
	}

	private static Mono<String> failed() {
		return Mono.error(new IllegalStateException("later"));
	}

	private void run(String timeout, Use use) {
		Contexts.runner()
			.withPropertyValues("resilience.policies.payments.retry.max-attempts=3",
					"resilience.policies.payments.time-limit.timeout=" + timeout,
					"resilience.policies.patient.retry.backoff.delay=1m",
					"resilience.policies.patient.retry.backoff.max-delay=1m",
					"resilience.policies.patient.circuit.failure-threshold=5")
			.withBean(Client.class, () -> new Client(this.script))
			.run((context) -> use.use(context.getBean(Client.class), context.getBean(Circuits.class)));
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

		@Resilient("payments")
		@Fallback(method = "instead")
		public Mono<String> answer() {
			return this.script.play();
		}

		@Resilient("payments")
		public Mono<String> bare() {
			return this.script.play();
		}

		@Resilient("patient")
		@Fallback(method = "played")
		public Mono<String> waiting() {
			return this.script.play();
		}

		@Resilient("payments")
		public Mono<String> nothing() {
			return null;
		}

		Mono<String> instead(Exception failure) {
			return Mono.just("instead of " + failure.getClass().getSimpleName());
		}

		Mono<String> played() {
			return this.script.play();
		}

	}

}
