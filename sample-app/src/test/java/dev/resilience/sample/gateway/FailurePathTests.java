package dev.resilience.sample.gateway;

import java.time.Duration;
import java.util.List;

import dev.resilience.circuit.Circuits;
import dev.resilience.test.Faults;
import dev.resilience.test.HttpFault;
import dev.resilience.test.RecordedAttempt;
import dev.resilience.test.RecordedAttempts;
import dev.resilience.test.ResilienceClock;
import dev.resilience.test.ResilienceTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

import static dev.resilience.test.ResilienceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the gateway does when the provider is ill: a real provider, reached over real
 * HTTP, and a clock that the tests turn, so that nobody waits.
 */
@SpringBootTest(properties = "sample.provider.port=0")
@ResilienceTest
class FailurePathTests {

	private static final String QUESTION = "What does a circuit breaker do?";

	@Autowired
	private AskController gateway;

	@Autowired
	private Faults faults;

	@Autowired
	private RecordedAttempts attempts;

	@Autowired
	private ResilienceClock clock;

	@Autowired
	private Circuits circuits;

	@Test
	void triesAgainWhenTheConnectionFails() {
		this.faults.on("generation").fail(1, ResourceAccessException.class);
		assertThat(this.gateway.ask(QUESTION).degraded()).isFalse();
		assertThat(this.attempts.of("generation")).extracting(RecordedAttempt::succeeded).containsExactly(false, true);
		assertThat(this.clock.waits()).singleElement()
			.satisfies((wait) -> assertThat(wait).isBetween(Duration.ofMillis(25), Duration.ofMillis(75)));
	}

	@Test
	void apologisesWhenNothingHelps() {
		this.faults.on("generation").fail(HttpFault.status(503));
		Answer answer = this.gateway.ask(QUESTION);
		assertThat(answer.degraded()).isTrue();
		assertThat(answer.answer()).startsWith("Sorry, I cannot write an answer right now.");
		assertThat(this.attempts.of("generation")).hasSize(2);
	}

	@Test
	void searchesByKeywordsWithoutEmbeddings() {
		this.faults.on("embeddings").fail(HttpFault.status(503));
		assertThat(this.gateway.ask(QUESTION).degraded()).isFalse();
		assertThat(this.attempts.of("embeddings")).extracting(RecordedAttempt::succeeded).containsExactly(false, false);
		assertThat(this.attempts.of("generation")).extracting(RecordedAttempt::succeeded).containsExactly(true);
	}

	@Test
	void doesNotTryAgainWhatIsWrong() {
		this.faults.on("generation").fail(HttpFault.status(401));
		assertThat(this.gateway.ask(QUESTION).degraded()).isTrue();
		assertThat(this.attempts.of("generation")).hasSize(1);
		assertThat(this.circuits.get("generation")).isClosed().hasConsecutiveFailures(0);
	}

	/** Two seconds are more than the whole call may take. */
	@Test
	void apologisesAtOnceWhenTheProviderAsksForALongerWait() {
		this.faults.on("generation").fail(HttpFault.status(429).retryAfter(Duration.ofSeconds(2)));
		assertThat(this.gateway.ask(QUESTION).degraded()).isTrue();
		assertThat(this.clock.waits()).isEmpty();
		assertThat(this.circuits.get("generation")).isClosed();
	}

	@Test
	void apologisesIn350MillisecondsWhenTheProviderHangs() {
		this.faults.on("generation").hang();
		assertThat(this.gateway.ask(QUESTION).degraded()).isTrue();
		List<RecordedAttempt> made = this.attempts.of("generation");
		Duration whole = Duration.between(made.get(0).at(), this.clock.instant());
		assertThat(whole).isEqualTo(Duration.ofMillis(350));
		assertThat(made).hasSize(2);
	}

	@Test
	void leavesAnIllProviderAloneAndComesBackToIt() {
		this.faults.on("generation").fail(10, HttpFault.status(500));
		for (int i = 0; i < 5; i++) {
			this.gateway.ask(QUESTION);
		}
		assertThat(this.circuits.get("generation")).isOpen()
			.becauseOf("5 consecutive failures")
			.becauseOf(HttpServerErrorException.class)
			.hasNextProbeAt(this.clock.instant().plusSeconds(5));
		assertThat(this.gateway.ask(QUESTION).degraded()).isTrue();
		assertThat(this.attempts.of("generation")).hasSize(10);

		this.clock.advance(Duration.ofSeconds(5));
		assertThat(this.gateway.ask(QUESTION).degraded()).isFalse();
		assertThat(this.gateway.ask(QUESTION).degraded()).isFalse();
		assertThat(this.circuits.get("generation")).isClosed();
	}

	@Test
	void apologisesWhenAnOperatorHasForcedTheCircuitOpen() {
		this.circuits.get("generation").forceOpen();
		assertThat(this.gateway.ask(QUESTION).degraded()).isTrue();
		assertThat(this.attempts.of("generation")).isEmpty();
	}

}
