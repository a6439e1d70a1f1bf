package dev.resilience.spring.intercept;

import java.net.ConnectException;
import java.util.List;

import dev.resilience.annotation.Resilient;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** {@code @Resilient} applies what the policy or its base writes, and nothing else. */
class ResilientTests {

	private final Script script = Script.failing(new ConnectException("down"));

	private final ApplicationContextRunner runner = Contexts.runner()
		.withBean(Script.class, () -> this.script)
		.withBean(Client.class);

	@Test
	void aWrittenSectionIsApplied() {
		this.runner.withPropertyValues("resilience.policies.payments.retry.max-attempts=2").run((context) -> {
			assertThatExceptionOfType(ConnectException.class).isThrownBy(context.getBean(Client.class)::charge);
			assertThat(this.script.calls()).isEqualTo(2);
			assertThat(context.getBean(Circuits.class).all()).isEmpty();
		});
	}

	@Test
	void aSectionThatOnlyTheDefaultsWriteIsNotApplied() {
		this.runner
			.withPropertyValues("resilience.policies.payments.circuit.open-duration=10s",
					"resilience.defaults.retry.max-attempts=5", "resilience.defaults.fallback.value=nothing")
			.run((context) -> {
				assertThatExceptionOfType(ConnectException.class).isThrownBy(context.getBean(Client.class)::charge);
				assertThat(this.script.calls()).isEqualTo(1);
				assertThat(context.getBean(Circuits.class).all()).extracting("name").containsExactly("payments");
			});
	}

	@Test
	void aSectionThatTheBaseOfTheBaseWritesIsApplied() {
		this.runner
			.withPropertyValues("resilience.policies.payments.base=http", "resilience.policies.http.base=any",
					"resilience.policies.any.retry.max-attempts=2")
			.run((context) -> {
				assertThatExceptionOfType(ConnectException.class).isThrownBy(context.getBean(Client.class)::charge);
				assertThat(this.script.calls()).isEqualTo(2);
			});
	}

	@Test
	void aFallbackValueIsASectionOfItsOwn() {
		this.runner.withPropertyValues("resilience.policies.payments.fallback.value=instead").run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(this.script.calls()).isEqualTo(1);
		});
	}

	@Test
	void allSectionsTogetherWork() {
		this.runner
			.withPropertyValues("resilience.policies.payments.retry.max-attempts=2",
					"resilience.policies.payments.circuit.failure-threshold=1",
					"resilience.policies.payments.time-limit.timeout=10s",
					"resilience.policies.payments.fallback.value=instead")
			.run((context) -> {
				assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
				assertThat(this.script.calls()).isEqualTo(2);
				assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
				assertThat(this.script.calls()).isEqualTo(2);
				assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().rejected()).isEqualTo(1);
			});
	}

	@Test
	void aPolicyThatWritesNothingStopsTheStart() {
		List<Mistake> mistakes = Contexts.mistakes(this.runner.withPropertyValues(
				"resilience.policies.payments.enabled=true", "resilience.defaults.retry.max-attempts=2"));
		assertThat(mistakes).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Client#charge", "@Resilient(\"payments\")",
					"resilience.defaults alone does not count"));
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Resilient("payments")
		public String charge() throws ConnectException {
			return this.script.play();
		}

	}

}
