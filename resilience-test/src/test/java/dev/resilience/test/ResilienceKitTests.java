package dev.resilience.test;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.TimeLimitSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClientResponseException;

import static dev.resilience.test.ResilienceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The kit without Spring. */
class ResilienceKitTests {

	private final ResilienceKit kit = new ResilienceKit();

	private final ResilienceEngine engine = this.kit.build(ResilienceEngine.builder()
		.policy(PolicySpec.builder("backend")
			.retry(RetrySpec.builder().maxAttempts(3).jitter(0).build())
			.circuit(CircuitSpec.builder().failureThreshold(1).build())
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofSeconds(2)).build())
			.build())
		.policy(PolicySpec.builder("short")
			.timeLimit(TimeLimitSpec.builder().timeout(Duration.ofMillis(50)).build())
			.build())
		.policy(PolicySpec.builder("retried").retry(RetrySpec.builder().jitter(0).build()).build()));

	@AfterEach
	void close() {
		this.engine.close();
	}

	@Test
	void worksWithoutSpring() {
		this.kit.faults().on("backend").pass(1).fail(1, ConnectException.class);
		assertThat(call()).isEqualTo("answer");
		assertThat(call()).isEqualTo("answer");
		assertThat(this.kit.attempts().of("backend")).extracting(RecordedAttempt::succeeded)
			.containsExactly(true, false, true);
	}

	@Test
	void knowsThePoliciesOfItsEngine() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.kit.faults().on("front"))
			.withMessageStartingWith("There is no policy 'front' to inject faults into.");
	}

	@Test
	void closesCircuitsAndForgetsEverything() {
		this.kit.faults().on("backend").fail(ConnectException.class);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::call);
		assertThat(this.engine.get("backend")).isOpen();
		this.kit.reset();
		assertThat(this.engine.get("backend")).isClosed();
		assertThat(this.kit.attempts().all()).isEmpty();
		assertThat(this.kit.events().all()).isEmpty();
		assertThat(this.kit.clock().waits()).isEmpty();
		assertThat(call()).isEqualTo("answer");
	}

	/** Else a context that many tests share would run out of retries. */
	@Test
	void fillsTheRetryBudgetAgain() {
		for (int i = 0; i < 200; i++) {
			this.kit.reset();
			this.kit.faults().on("retried").fail(2, ConnectException.class);
			assertThat(this.engine.policy("retried").call(() -> "answer")).isEqualTo("answer");
		}
	}

	@Test
	@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void goesByItselfWhereSomethingReallyHangs() {
		this.kit.clock().start();
		assertThatExceptionOfType(TimeLimitExceededException.class)
			.isThrownBy(() -> this.engine.policy("short").call(() -> {
				TimeUnit.HOURS.sleep(1);
				return "never";
			}));
		this.kit.clock().stop();
		assertThat(this.kit.clock().toString()).endsWith("standing");
		assertThat(this.kit.attempts().of("short")).hasSize(1);
	}

	@Test
	void keepsTheTimeThatItHasGone() {
		ResilienceClock clock = this.kit.clock();
		clock.start();
		clock.start();
		clock.advance(Duration.ofDays(1));
		clock.stop();
		clock.stop();
		long stopped = clock.nanos();
		assertThat(stopped).isGreaterThanOrEqualTo(Duration.ofDays(1).toNanos());
		assertThat(clock.nanos()).isEqualTo(stopped);
	}

	@Test
	void isNotTurnedBack() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.kit.clock().advance(Duration.ofSeconds(-1)))
			.withMessage("The clock cannot be turned back by PT1S");
	}

	@Test
	void neverGoesBackWhileItIsStartedAndStopped() {
		ResilienceClock clock = this.kit.clock();
		CompletableFuture<Void> turning = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 50_000; i++) {
				clock.start();
				clock.stop();
			}
		});
		long last = clock.nanos();
		while (!turning.isDone()) {
			long now = clock.nanos();
			assertThat(now).isGreaterThanOrEqualTo(last);
			last = now;
		}
		turning.join();
	}

	@Test
	void isNotTurnedFurtherThanTheEngineCanCount() {
		ResilienceClock clock = this.kit.clock();
		clock.advance(ResilienceClock.LONGEST);
		assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(1)))
			.withMessage("The clock cannot be turned by PT0.000000001S: the clock can be turned by 100 years in all");
		this.kit.reset();
		assertThat(clock.instant()).isEqualTo("2026-01-01T00:00:00Z");
		assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.kit.faults().on("backend").delay(Duration.ofSeconds(Long.MAX_VALUE)))
			.withMessageContaining("100 years");
	}

	@Test
	void hitsEachOfManyAttemptsOnce() {
		this.kit.faults().on("retried").fail(300, AssertionError.class);
		List<CompletableFuture<Boolean>> calls = IntStream.range(0, 400)
			.mapToObj((i) -> CompletableFuture.supplyAsync(this::fails))
			.toList();
		assertThat(calls.stream().filter(CompletableFuture::join)).hasSize(300);
		assertThat(this.kit.attempts().of("retried")).hasSize(400)
			.filteredOn((attempt) -> !attempt.succeeded())
			.hasSize(300);
	}

	private boolean fails() {
		try {
			this.engine.policy("retried").call(() -> "answer");
			return false;
		}
		catch (AssertionError injected) {
			return true;
		}
	}

	@Test
	void makesExceptionsWithAndWithoutMessages() {
		this.kit.faults().on("retried").fail(1, Speechless.class);
		assertThatExceptionOfType(Speechless.class)
			.isThrownBy(() -> this.engine.policy("retried").call(() -> "answer"));
		this.kit.faults().on("retried").fail(1, OutOfMemoryError.class);
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.engine.policy("retried").call(() -> "answer"))
			.withMessage("Injected into policy 'retried'");
	}

	@Test
	void saysHowElseAnExceptionIsMade() {
		PolicyFaults faults = this.kit.faults().on("backend");
		assertThatIllegalArgumentException().isThrownBy(() -> faults.fail(RestClientResponseException.class))
			.withMessageContaining("fail(1, () -> new RestClientResponseException(…)), or HttpFault");
		assertThatIllegalArgumentException().isThrownBy(() -> faults.fail(VirtualMachineError.class))
			.withMessageContaining("it is abstract");
		assertThatIllegalArgumentException().isThrownBy(() -> faults.fail(Unmakable.class))
			.withMessageContaining("its constructor throws");
	}

	/** What comes of it would look like a failure of the method. */
	@Test
	void saysThatAFaultIsNone() {
		this.kit.faults().on("retried").fail(() -> null);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.engine.policy("retried").call(() -> "answer"))
			.withMessage("The fault of policy 'retried' makes null, not an exception");
	}

	@Test
	void refusesWhatWouldNeverHappen() {
		PolicyFaults faults = this.kit.faults().on("backend");
		assertThatIllegalArgumentException().isThrownBy(() -> faults.fail(0, HttpTimeoutException.class))
			.withMessage("A fault that happens 0 times is none; say 1 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> faults.delay(Duration.ofMillis(-1)));
		faults.fail(ConnectException.class);
		assertThatIllegalStateException().isThrownBy(() -> faults.pass(1))
			.withMessageContaining("after a fault that never ends");
		faults.clear();
		faults.pass(1);
	}

	@Test
	void makesHttpErrorsOfAllSorts() {
		assertThat(HttpFault.status(404).get()).isInstanceOf(HttpClientErrorException.NotFound.class);
		assertThat(HttpFault.status(503).body("busy").get())
			.isInstanceOf(HttpServerErrorException.ServiceUnavailable.class)
			.extracting((failure) -> ((RestClientResponseException) failure).getResponseBodyAsString())
			.isEqualTo("busy");
		assertThat(HttpFault.status(599).get()).isInstanceOf(HttpServerErrorException.class);
		assertThatIllegalArgumentException().isThrownBy(() -> HttpFault.status(200));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HttpFault.status(429).retryAfter(Duration.ofMillis(1500)));
	}

	@Test
	void tellsAllOfACircuitThatIsNotAsExpected() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.engine.get("backend")).isOpen())
			.withMessageStartingWith("Expected circuit 'backend' to be OPEN, but it is CLOSED; consecutive failures 0");
		this.kit.faults().on("backend").fail(3, ConnectException.class);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::call);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.engine.get("backend")).becauseOf(HttpTimeoutException.class))
			.withMessageStartingWith("Expected circuit 'backend' to be so because of "
					+ "java.net.http.HttpTimeoutException, but it is OPEN: 1 failure, last "
					+ "java.net.ConnectException (CONNECTION), next probe at 2026-01-01T00:01:00.3");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.engine.get("backend")).becauseOf("slow"));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.engine.get("backend")).hasConsecutiveFailures(2));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.engine.get("backend")).hasNextProbeAt(this.kit.clock().instant()));
	}

	private String call() throws RuntimeException {
		return this.engine.policy("backend").call(() -> "answer");
	}

	static class Speechless extends Error {

	}

	static class Unmakable extends RuntimeException {

		Unmakable(String message) {
			super(Integer.decode(message).toString());
		}

	}

}
