package dev.resilience.spring.config;

import java.nio.file.Path;
import java.util.List;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code resilience.order}. */
class OrderTests {

	@TempDir
	private Path directory;

	private final Script script = Script.failing();

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withPropertyValues("resilience.policies.payments.fallback.value=instead",
				"resilience.policies.payments.circuit=")
		.withBean(Script.class, () -> this.script)
		.withBean(Client.class);

	@Test
	void byDefaultACallWithItsRetriesIsOneVote() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(this.script.calls()).isEqualTo(3);
			assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().failed()).isEqualTo(1);
		});
	}

	@Test
	void withTheCircuitInsideOfTheRetryEveryAttemptIsAVote() {
		this.runner.withPropertyValues("resilience.order=fallback,retry,circuit,time-limit").run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(this.script.calls()).isEqualTo(3);
			assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().failed()).isEqualTo(3);
		});
	}

	@Test
	void withTheFallbackInsideOfTheRetryNothingIsRetried() {
		this.runner.withPropertyValues("resilience.order=circuit,retry,fallback,time-limit").run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(this.script.calls()).isEqualTo(1);
			assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().succeeded()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "[fallback, circuit, retry, rate-limit, time-limit, concurrency-limit]",
			"[fallback, circuit, retry, time-limit]", "fallback, circuit, retry, time-limit",
			"[concurrency-limit, fallback, circuit, retry, time-limit]", "[FALLBACK, Circuit, RETRY, TIME_LIMIT]" })
	void anOrderThatNamesEveryKindOnceIsTaken(String order) {
		assertThat(Contexts.mistakes(this.directory, "resilience.order: " + order)).isEmpty();
	}

	@Test
	void aMissingKindStopsTheStart() {
		assertThat(mistake("[fallback, retry, time-limit]")).contains("without circuit");
		assertThat(mistake("[fallback]")).contains("without circuit, retry, time-limit");
	}

	@Test
	void aKindThatStandsTwiceStopsTheStart() {
		assertThat(mistake("[fallback, circuit, retry, circuit, time-limit]")).contains("more than once: circuit");
		assertThat(mistake("[fallback, circuit, retry, rate-limit, rate-limit, time-limit]"))
			.contains("more than once: rate-limit");
	}

	@Test
	void aKindThatDoesNotExistStopsTheStart() {
		assertThat(mistake("[fallback, circuit, retry, bulkhead, time-limit]")).contains("no kind of policy: bulkhead");
	}

	@Test
	void anEmptyOrderStopsTheStart() {
		assertThat(mistake("[]")).contains("without");
	}

	@Test
	void everyMistakeOfTheOrderIsTold() {
		assertThat(mistakes("[fallback, bulkhead, retry, retry, time-limit]")).hasSize(3);
	}

	@Test
	void aMistakeTellsWhereTheOrderIsAndWhatIsAllowed() {
		assertThat(mistake("[fallback, retry, time-limit]")).startsWith("resilience.order (application.yml:1)")
			.contains("[fallback, circuit, retry, rate-limit, time-limit, concurrency-limit]");
		assertThat(mistake("fallback, retry, time-limit")).startsWith("resilience.order (application.yml:1)");
	}

	private String mistake(String order) {
		List<Mistake> mistakes = mistakes(order);
		assertThat(mistakes).hasSize(1);
		return mistakes.get(0).toString();
	}

	private List<Mistake> mistakes(String order) {
		return Contexts.mistakes(this.directory, "resilience.order: " + order);
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Fallback("payments")
		@CircuitProtected("payments")
		@Retryable("payments")
		public String charge() {
			return this.script.play();
		}

	}

}
