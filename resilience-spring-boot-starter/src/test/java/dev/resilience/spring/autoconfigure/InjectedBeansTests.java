package dev.resilience.spring.autoconfigure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

import dev.resilience.CallContext;
import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ProtectedCalls;
import dev.resilience.Resilience;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.Circuits;
import dev.resilience.failure.FailureCategory;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is injected where there is no annotation. */
class InjectedBeansTests {

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withPropertyValues("resilience.policies.payments.circuit.failure-threshold=2",
				"resilience.policies.answering.fallback.value=instead",
				"resilience.policies.orders.circuit.open-duration=1s");

	@Test
	void aCallRunsUnderWhatThePolicyWrites() {
		Script script = Script.answering("answer").first(new IOException("first"));
		with((resilience, circuits) -> {
			String answer = resilience.policy("payments").call(script::<String>play);
			assertThat(answer).isEqualTo("answer");
			assertThat(script.calls()).isEqualTo(2);
			assertThat(circuits.get("payments").snapshot().totals().succeeded()).isEqualTo(1);
			assertThat(resilience.policy("payments")
				.<Integer, RuntimeException>call(() -> CallContext.current().attempt())).isEqualTo(1);
		});
	}

	@Test
	void aRunThrowsWhatTheWorkThrows() {
		IOException failure = new IOException("down");
		with((resilience, circuits) -> {
			ProtectedCalls payments = resilience.policy("payments");
			assertThatException().isThrownBy(() -> payments.run(() -> {
				throw failure;
			})).isSameAs(failure);
			assertThatException().isThrownBy(() -> payments.run(() -> {
				throw failure;
			})).isSameAs(failure);
			assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> payments.run(() -> {
			})).satisfies((refusal) -> {
				assertThat(refusal.policy()).isEqualTo("payments");
				assertThat(refusal.state()).isEqualTo(CircuitState.OPEN);
				assertThat(refusal.reason()).isEqualTo("2 consecutive failures");
				assertThat(refusal.nextProbeIn()).isPositive();
				assertThat(refusal.getStackTrace()).isEmpty();
			});
		});
	}

	@Test
	void theFallbackValueAnswersACallToo() {
		with((resilience, circuits) -> {
			String answer = resilience.policy("answering").call(Script.failing()::<String>play);
			assertThat(answer).isEqualTo("instead");
		});
	}

	@Test
	void anInterfaceCanBeWrapped() {
		Script script = Script.answering("answer").first(new IllegalStateException("first"));
		with((resilience, circuits) -> {
			Backend backend = resilience.policy("payments").wrap(Backend.class, () -> new OverHttp(script));
			assertThat(script.calls()).isZero();
			assertThat(backend.quote("a")).isEqualTo("a answer");
			assertThat(script.calls()).isEqualTo(2);
			assertThat(backend).hasToString("Protected " + Backend.class.getName()).isEqualTo(backend);
		});
	}

	@Test
	void aClassCanBeWrappedAndIsMadeAtItsFirstUse() {
		Script script = Script.answering("answer").first(new IllegalStateException("first"));
		int[] made = new int[1];
		with((resilience, circuits) -> {
			OverHttp backend = resilience.policy("payments").wrap(OverHttp.class, () -> {
				made[0]++;
				return new OverHttp(script);
			});
			assertThat(made[0]).isZero();
			assertThat(backend.quote("a")).isEqualTo("a answer");
			assertThat(backend.quote("b")).isEqualTo("b answer");
			assertThat(made[0]).isEqualTo(1);
			assertThat(script.calls()).isEqualTo(3);
		});
	}

	@Test
	void whatCannotBeWrappedIsRefusedWithTheReason() {
		with((resilience, circuits) -> {
			ProtectedCalls payments = resilience.policy("payments");
			assertThatIllegalArgumentException().isThrownBy(() -> payments.wrap(String.class, () -> ""))
				.withMessageContaining("final");
			assertThatIllegalArgumentException().isThrownBy(() -> payments.wrap(FinalMethod.class, FinalMethod::new))
				.withMessageContainingAll("FinalMethod#charge", "final");
			assertThatIllegalArgumentException().isThrownBy(() -> payments.wrap(Later.class, () -> null))
				.withMessageContaining("Later#later");
		});
	}

	@Test
	void anUnknownPolicyIsRefusedAndTheNearestNamed() {
		with((resilience, circuits) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> resilience.policy("paymets"))
				.withMessageContainingAll("'paymets'", "Did you mean", "payments");
			assertThatIllegalArgumentException().isThrownBy(() -> circuits.get("order"))
				.withMessageContainingAll("'order'", "orders");
			assertThatIllegalArgumentException().isThrownBy(() -> resilience.policy("none"))
				.withMessageContaining("'none'");
		});
	}

	@Test
	void anybodyCanAskWhatAFailureIs() {
		with((resilience, circuits) -> assertThat(resilience.classify(new IOException()).category())
			.isEqualTo(FailureCategory.CONNECTION));
	}

	@Test
	void circuitsAreThereOnceTheyAreUsed() {
		with((resilience, circuits) -> {
			assertThat(circuits.all()).isEmpty();
			Circuit orders = circuits.get("orders");
			assertThat(orders).isSameAs(circuits.get("orders"));
			assertThat(circuits.all()).isEqualTo(List.of(orders));
			assertThat(orders.name()).isEqualTo("orders");
			orders.forceOpen();
			assertThat(orders.state()).isEqualTo(CircuitState.FORCED_OPEN);
			orders.disable();
			assertThat(orders.state()).isEqualTo(CircuitState.DISABLED);
			orders.reset();
			assertThat(orders.snapshot().state()).isEqualTo(CircuitState.CLOSED);
		});
	}

	private void with(Use use) {
		this.runner.run((context) -> use.use(context.getBean(Resilience.class), context.getBean(Circuits.class)));
	}

	@FunctionalInterface
	interface Use {

		void use(Resilience resilience, Circuits circuits);

	}

	interface Backend {

		String quote(String name);

	}

	interface Later {

		ScheduledFuture<String> later();

	}

	static class OverHttp implements Backend {

		private final Script script;

		OverHttp(Script script) {
			this.script = script;
		}

		@Override
		public String quote(String name) {
			return name + " " + this.script.play();
		}

	}

	static class FinalMethod {

		public final void charge() {
		}

	}

}
