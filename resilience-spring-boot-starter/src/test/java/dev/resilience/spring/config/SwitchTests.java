package dev.resilience.spring.config;

import java.util.List;

import dev.resilience.Resilience;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** {@code enabled: false} in its three places. */
class SwitchTests {

	private final IllegalStateException failure = new IllegalStateException("down");

	private final Script script = Script.failing(this.failure);

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withPropertyValues("resilience.policies.payments.fallback.value=instead",
				"resilience.policies.payments.circuit.failure-threshold=1")
		.withBean(Script.class, () -> this.script)
		.withBean(Client.class);

	@Test
	void everythingIsOnByDefault() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void resilienceOffLetsCallsAndFailuresStraightThrough() {
		this.runner.withPropertyValues("resilience.enabled=false").run((context) -> {
			assertThatException().isThrownBy(context.getBean(Client.class)::charge).isSameAs(this.failure);
			assertThatException().isThrownBy(context.getBean(Client.class)::charge).isSameAs(this.failure);
			assertThat(this.script.calls()).isEqualTo(2);
			assertThatException().isThrownBy(() -> context.getBean(Resilience.class).policy("payments").run(this::play))
				.isSameAs(this.failure);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aPolicyOffDoesNothing() {
		this.runner.withPropertyValues("resilience.policies.payments.enabled=false").run((context) -> {
			assertThatException().isThrownBy(context.getBean(Client.class)::charge).isSameAs(this.failure);
			assertThatException().isThrownBy(context.getBean(Client.class)::charge).isSameAs(this.failure);
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	@Test
	void aBaseThatIsOffStillPassesItsSectionsOn() {
		this.runner
			.withPropertyValues("resilience.policies.payments.base=parent", "resilience.policies.parent.enabled=false",
					"resilience.policies.parent.retry.max-attempts=9")
			.run((context) -> {
				assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
				assertThat(this.script.calls()).isEqualTo(3);
			});
	}

	@Test
	void aRetryOffMakesOneAttempt() {
		this.runner.withPropertyValues("resilience.policies.payments.retry.enabled=false").run((context) -> {
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(this.script.calls()).isEqualTo(1);
		});
	}

	@Test
	void aCircuitOffNeverOpens() {
		this.runner.withPropertyValues("resilience.policies.payments.circuit.enabled=false").run((context) -> {
			context.getBean(Client.class).charge();
			context.getBean(Client.class).charge();
			assertThat(this.script.calls()).isEqualTo(6);
			assertThat(context.getBean(Circuits.class).all()).isEmpty();
		});
	}

	@Test
	void aFallbackOffLetsTheFailureThrough() {
		this.runner.withPropertyValues("resilience.policies.payments.fallback.enabled=false").run((context) -> {
			assertThatException().isThrownBy(context.getBean(Client.class)::charge).isSameAs(this.failure);
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aSectionOffInTheDefaultsCanBeSwitchedOnByAPolicy() {
		this.runner
			.withPropertyValues("resilience.defaults.retry.enabled=false",
					"resilience.policies.payments.retry.enabled=true")
			.run((context) -> {
				context.getBean(Client.class).charge();
				assertThat(this.script.calls()).isEqualTo(3);
			});
	}

	@Test
	void aSectionOffInTheBaseIsOff() {
		this.runner
			.withPropertyValues("resilience.policies.payments.base=parent",
					"resilience.policies.parent.retry.enabled=false")
			.run((context) -> {
				context.getBean(Client.class).charge();
				assertThat(this.script.calls()).isEqualTo(1);
			});
	}

	@Test
	void mistakesAreFoundAlsoWhereResilienceIsOff() {
		assertThat(Contexts.mistakes(this.runner.withPropertyValues("resilience.enabled=false",
				"resilience.policies.payments.retry.max-attempts=0")))
			.extracting(Mistake::where)
			.isEqualTo(List.of("resilience.policies.payments.retry.max-attempts"));
	}

	private void play() {
		this.script.play();
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		@CircuitProtected("payments")
		@TimeLimited("payments")
		@Fallback("payments")
		public String charge() {
			return this.script.play();
		}

	}

}
