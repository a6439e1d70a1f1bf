package dev.resilience.spring.reactive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/** A protected Flux keeps the rules of Reactive Streams, whatever its source does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FluxRulesTests {

	private final Script script = Script.answering(Flux.range(1, 5).cast(Object.class));

	private final List<Long> requests = Collections.synchronizedList(new ArrayList<>());

	@Test
	void whatIsAskedForGoesExactlyOnceToEachAttemptAndToTheFallback() {
		this.script.first(failing(), failing(), failing());
		run((client) -> StepVerifier.create(client.stream(), 2)
			.expectNext("x", "y")
			.then(() -> assertThat(this.requests).containsExactly(2L, 2L, 2L, 2L))
			.thenRequest(1)
			.expectNext("z")
			.verifyComplete());
		assertThat(this.requests).containsExactly(2L, 2L, 2L, 2L, 1L);
	}

	@Test
	void whatAFailedStreamHadStillToBringIsAskedOfTheFallback() {
		this.script.first(Flux.<Object>just(1).concatWith(Flux.error(new IllegalStateException("later"))));
		run((client) -> StepVerifier.create(client.stream(), 3).expectNext(1, "x", "y").thenCancel().verify());
		assertThat(this.requests).containsExactly(2L);
	}

	@Test
	void operatorsThatLimitWhatTheyAskForStayInCharge() {
		this.script.first(counted(), counted(), counted());
		run((client) -> {
			assertThat(client.stream().limitRate(4).take(10).collectList().block()).hasSize(10);
			assertThat(this.requests).allMatch((asked) -> asked <= 4);
			this.requests.clear();
			assertThat(client.stream().take(3).count().block()).isEqualTo(3);
			assertThat(this.requests).containsExactly(3L);
			this.requests.clear();
			client.stream().publishOn(Schedulers.parallel(), 2).next().block();
			assertThat(this.requests.get(0)).isEqualTo(2);
		});
	}

	@Test
	void aSourceThatAnswersARequestFromWithinItLosesNothing() {
		this.script.first(Flux.from((subscriber) -> subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long asked) {
				for (int i = 0; i < asked; i++) {
					subscriber.onNext("again");
				}
			}

			@Override
			public void cancel() {
				// nothing runs
			}

		})));
		run((client) -> {
			StrictSubscriber subscriber = new StrictSubscriber() {

				@Override
				void onElement() {
					if (this.elements.size() < 50) {
						request(1);
					}
				}

			};
			client.stream().subscribe(subscriber);
			subscriber.request(1);
			assertThat(subscriber.elements).hasSize(50);
			assertThat(subscriber.breaches).isEmpty();
		});
	}

	@Test
	void whatASourceBringsAfterItsEndDoesNotComeBetweenTheElementsOfTheNextAttempt() {
		TestPublisher<Object> first = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		TestPublisher<Object> second = TestPublisher.create();
		this.script.first(first.flux(), second.flux());
		run((client) -> {
			StrictSubscriber subscriber = new StrictSubscriber();
			client.stream().subscribe(subscriber);
			subscriber.request(10);
			first.error(new IllegalStateException("first"));
			Awaitility.await().until(second::wasSubscribed);
			first.next("too late");
			second.next("good").complete();
			first.next("far too late").complete();
			assertThat(subscriber.awaitEnd()).isTrue();
			assertThat(subscriber.elements).containsExactly("good");
			assertThat(subscriber.breaches).isEmpty();
		});
	}

	@Test
	void aSourceWithoutEndOnTheSubscribersOwnThreadCanBeCancelled() {
		this.script.first(Flux.generate((sink) -> sink.next("again")));
		run((client) -> StepVerifier.create(client.stream()).expectNextCount(10_000).thenCancel().verify());
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void signalsStaySerialAndExactUnderRacesOfRequestsAndEmissionsAndCancels(boolean cancels) {
		List<Throwable> dropped = Collections.synchronizedList(new ArrayList<>());
		Hooks.onErrorDropped(dropped::add);
		try {
			run((client) -> {
				for (int seed = 0; seed < 300; seed++) {
					race(client, new Random(seed), cancels);
				}
			});
			// what fails as it is cancelled has nobody to tell; as everywhere in Reactor
			assertThat(cancels ? List.of() : dropped).isEmpty();
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	private void race(Client client, Random random, boolean cancels) throws Exception {
		int elements = random.nextInt(200);
		Flux<Object> source = Flux.range(0, elements).cast(Object.class).publishOn(Schedulers.parallel(), 3);
		Object fail = Flux.error(new IllegalStateException("later")).subscribeOn(Schedulers.parallel());
		this.script.first((random.nextInt(3) == 0) ? new Object[] { fail, source } : new Object[] { source });
		StrictSubscriber subscriber = new StrictSubscriber();
		client.stream().subscribe(subscriber);
		Thread other = new Thread(() -> subscriber.requestOneByOne(elements / 2 + 1));
		other.start();
		subscriber.requestOneByOne(elements / 2 + 1);
		if (cancels) {
			subscriber.cancel();
		}
		other.join();
		if (!cancels) {
			assertThat(subscriber.awaitEnd()).isTrue();
			assertThat(subscriber.failure).isNull();
			assertThat(subscriber.elements).hasSize(elements);
		}
		List<Object> seen = List.copyOf(subscriber.elements);
		assertThat(seen).isEqualTo(Flux.range(0, seen.size()).cast(Object.class).collectList().block());
		assertThat(subscriber.breaches).isEmpty();
		this.script.forget();
	}

	private Flux<Object> failing() {
		return Flux.error(new IllegalStateException("later")).doOnRequest(this.requests::add);
	}

	private Flux<Object> counted() {
		return Flux.range(1, 100).cast(Object.class).doOnRequest(this.requests::add);
	}

	private void run(ThrowingConsumer<Client> use) {
		Contexts.runner()
			.withPropertyValues("resilience.policies.payments.retry.max-attempts=3",
					"resilience.policies.payments.retry.budget.ratio=1",
					"resilience.policies.payments.time-limit.timeout=30s")
			.withBean(Client.class, () -> new Client(this.script, this.requests))
			.run((context) -> use.accept(context.getBean(Client.class)));
	}

	static class Client {

		private final Script script;

		private final List<Long> requests;

		Client(Script script, List<Long> requests) {
			this.script = script;
			this.requests = requests;
		}

		@Resilient("payments")
		@Fallback(method = "instead")
		public Flux<Object> stream() {
			return this.script.play();
		}

		Flux<Object> instead() {
			return Flux.<Object>just("x", "y", "z").doOnRequest(this.requests::add);
		}

	}

}
