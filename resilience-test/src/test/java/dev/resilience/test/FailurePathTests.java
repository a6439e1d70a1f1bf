package dev.resilience.test;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.Circuits;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.failure.FailureCategory;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;

import static dev.resilience.test.ResilienceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a user writes: a whole application, and no waiting. */
@SpringBootTest
@ResilienceTest
class FailurePathTests {

	private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

	@Autowired
	private Payments payments;

	@Autowired
	private Faults faults;

	@Autowired
	private ResilienceClock clock;

	@Autowired
	private RecordedAttempts attempts;

	@Autowired
	private RecordedEvents events;

	@Autowired
	private Circuits circuits;

	@Test
	void triesAgainWithoutWaiting() throws Exception {
		this.faults.on("payments").fail(2, ConnectException.class);
		assertThat(this.payments.charge(3)).isEqualTo("charged 3");
		assertThat(this.clock.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
		assertThat(this.attempts.of("payments")).extracting(RecordedAttempt::number).containsExactly(1, 2, 3);
		assertThat(this.attempts.of("payments")).extracting(RecordedAttempt::succeeded)
			.containsExactly(false, false, true);
		assertThat(this.attempts.of("payments")).extracting(RecordedAttempt::at)
			.containsExactly(BEGINNING, BEGINNING.plusMillis(100), BEGINNING.plusMillis(300));
		assertThat(this.attempts.all().get(0).method()).isEqualTo("dev.resilience.test.Payments#charge");
		assertThat(this.attempts.all().get(0).failure()).isInstanceOf(ConnectException.class);
	}

	@Test
	void opensTheCircuitAndProbesWhenTheClockIsTurned() {
		this.faults.on("payments").fail(6, ResourceAccessException.class);
		assertThat(this.payments.chargeKindly(1)).isEqualTo("later");
		assertThat(this.payments.chargeKindly(1)).isEqualTo("later");
		assertThat(this.circuits.get("payments")).isOpen()
			.becauseOf("2 consecutive failures")
			.becauseOf(ResourceAccessException.class)
			.becauseOf(RuntimeException.class)
			.becauseOf(FailureCategory.CONNECTION)
			.hasNextProbeAt(this.clock.instant().plusSeconds(60));
		assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> this.payments.charge(1))
			.satisfies((refused) -> assertThat(refused.nextProbeIn()).isEqualTo(Duration.ofSeconds(60)));
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(this.circuits.get("payments")).isHalfOpen();
		this.payments.chargeKindly(1);
		this.payments.chargeKindly(1);
		assertThat(this.circuits.get("payments")).isClosed();
	}

	@Test
	void refusesWhatAForcedOpenCircuitRefuses() {
		this.circuits.get("payments").forceOpen();
		int before = this.payments.calls();
		assertThat(this.payments.chargeKindly(1)).isEqualTo("later");
		assertThat(this.circuits.get("payments")).isForcedOpen();
		assertThat(this.payments.calls()).isEqualTo(before);
		assertThat(this.attempts.all()).isEmpty();
		assertThat(this.events.of("payments", CallRejected.class)).hasSize(1);
	}

	/** JUnit runs it before or after the one above, and neither must notice. */
	@Test
	void beginsAfresh() throws Exception {
		assertThat(this.clock.instant()).isEqualTo(BEGINNING);
		assertThat(this.circuits.get("payments")).isClosed().hasConsecutiveFailures(0);
		assertThat(this.events.all()).isEmpty();
		assertThat(this.payments.charge(1)).isEqualTo("charged 1");
	}

	@Test
	void endsWhatTakesTooLong() {
		this.faults.on("payments").delay(Duration.ofSeconds(5));
		assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> this.payments.charge(1))
			.satisfies((exceeded) -> {
				assertThat(exceeded.limit()).isEqualTo(Duration.ofSeconds(2));
				assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(2));
			});
		assertThat(this.attempts.of("payments")).hasSize(3)
			.allSatisfy((attempt) -> assertThat(attempt.failure()).isInstanceOf(InterruptedException.class))
			.allSatisfy((attempt) -> assertThat(attempt.took()).isEqualTo(Duration.ofSeconds(2)));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void letsPassWhatIsSlowerButInTime() throws Exception {
		this.faults.on("payments").delay(1, Duration.ofMillis(1999));
		assertThat(this.payments.charge(1)).isEqualTo("charged 1");
		assertThat(this.attempts.of("payments")).singleElement()
			.satisfies((attempt) -> assertThat(attempt.took()).isEqualTo(Duration.ofMillis(1999)));
	}

	@Test
	void hangsUntilTheLimit() {
		this.faults.on("payments").hang();
		assertThat(this.payments.chargeKindly(1)).isEqualTo("later");
		assertThat(this.attempts.of("payments")).hasSize(3);
	}

	@Test
	void saysWhatWouldHangForEver() {
		this.faults.on("stock").hang(1);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.payments.reserve())
			.withMessageContaining("dev.resilience.test.Payments#reserve would hang for ever")
			.withMessageContaining("no time limit of");
	}

	@Test
	void hitsAMethodByAnyOfItsPolicies() {
		this.faults.on("stock").fail(1, ResourceAccessException.class);
		assertThat(this.payments.reserve()).containsExactly("reserved");
		assertThat(this.attempts.of("stock")).hasSize(2);
		assertThat(this.attempts.of("payments")).hasSize(2);
	}

	@Test
	void sharesOneLimitAmongTheFaultsOfSeveralPolicies() {
		int before = this.payments.calls();
		this.faults.on("stock").delay(Duration.ofMillis(1500));
		this.faults.on("payments").delay(Duration.ofMillis(1500));
		assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> this.payments.order())
			.satisfies((exceeded) -> assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(2)));
		assertThat(this.payments.calls()).isEqualTo(before);
	}

	@Test
	void waitsAsLongAsARetryAfterSays() throws Exception {
		this.faults.on("payments").fail(1, HttpFault.status(429).retryAfter(Duration.ofSeconds(20)));
		assertThat(this.payments.charge(1)).isEqualTo("charged 1");
		assertThat(this.clock.waits()).containsExactly(Duration.ofSeconds(20));
		assertThat(this.attempts.all().get(0).failure()).isInstanceOf(HttpClientErrorException.TooManyRequests.class);
	}

	@Test
	void doesNotRetryWhatIsPermanent() {
		this.faults.on("payments").fail(HttpFault.status(401));
		assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class)
			.isThrownBy(() -> this.payments.charge(1));
		assertThat(this.attempts.of("payments")).hasSize(1);
	}

	@Test
	void followsFuturesWithoutWaiting() {
		this.faults.on("payments").fail(2, ConnectException.class);
		assertThat(this.payments.chargeLater(3).join()).isEqualTo("charged 3");
		assertThat(this.clock.waits()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
		assertThat(this.attempts.of("payments")).extracting(RecordedAttempt::number).containsExactly(1, 2, 3);
	}

	@Test
	void endsFuturesThatHang() {
		this.faults.on("payments").hang();
		CompletableFuture<String> future = this.payments.chargeLater(3);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
			.withCauseInstanceOf(TimeLimitExceededException.class);
		assertThat(this.attempts.of("payments")).hasSize(3);
	}

	@Test
	void followsPublishersWithoutWaiting() {
		this.faults.on("payments").fail(1, ConnectException.class).delay(1, Duration.ofSeconds(3));
		assertThat(this.payments.chargeSometime(3).block()).startsWith("charged 3");
		assertThat(this.attempts.of("payments")).hasSize(3);
	}

	@Test
	void leavesAWorkerBehindThatHangs() {
		this.faults.on("worked").hang();
		assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> this.payments.chargeOnWorker(1))
			.satisfies((exceeded) -> assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(2)));
	}

	@Test
	void tellsTooLateWhereNothingInterrupts() {
		int before = this.payments.calls();
		this.faults.on("deaf").delay(Duration.ofSeconds(3));
		assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> this.payments.chargeDeafly(1))
			.satisfies((exceeded) -> assertThat(exceeded.elapsed()).isEqualTo(Duration.ofSeconds(3)));
		assertThat(this.payments.calls()).isEqualTo(before + 1);
	}

	@Test
	void hitsWhatIsSwitchedOffToo() {
		this.faults.on("idle").fail(1, IllegalStateException.class);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.payments.unprotected());
		assertThat(this.payments.unprotected()).isEqualTo("bare");
		assertThat(this.attempts.of("idle")).hasSize(2);
	}

	@Test
	void knowsThePolicies() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.on("paymnets"))
			.withMessage("There is no policy 'paymnets' to inject faults into. Did you mean payments?");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Payments payments() {
			return new Payments();
		}

	}

}
