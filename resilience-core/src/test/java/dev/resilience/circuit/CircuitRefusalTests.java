package dev.resilience.circuit;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.ResilienceException;
import dev.resilience.failure.FailureCategory;
import dev.resilience.pipeline.PolicySpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CircuitRefusalTests {

	@Test
	void saysWhatWhyAndWhatNextInOneLine() {
		CircuitFixture payments = payments((spec) -> spec);
		for (int i = 0; i < 5; i++) {
			payments.fail(new ConnectException("card 4111 1111 1111 1111"));
		}
		payments.advance(Duration.ofSeconds(18));
		CircuitOpenException refusal = payments.refusal();
		assertThat(refusal).hasMessage("Circuit 'backend' is OPEN: 5 consecutive failures, "
				+ "last java.net.ConnectException (CONNECTION); next probe in 42 s");
		assertThat(refusal).hasToString("dev.resilience.CircuitOpenException: " + refusal.getMessage());
	}

	@Test
	void hasItsFactsAsFieldsToo() {
		CircuitFixture payments = payments((spec) -> spec.failureThreshold(1));
		payments.fail();
		payments.advance(Duration.ofMillis(100));
		CircuitOpenException refusal = payments.refusal();
		assertThat(refusal).isInstanceOf(ResilienceException.class);
		assertThat(refusal.policy()).isEqualTo("backend");
		assertThat(refusal.code()).isEqualTo(ErrorCode.CIRCUIT_OPEN);
		assertThat(refusal.state()).isEqualTo(CircuitState.OPEN);
		assertThat(refusal.reason()).isEqualTo("1 failure");
		assertThat(refusal.nextProbeIn()).isEqualTo(Duration.ofMillis(59_900));
		assertThat(refusal.category()).isEqualTo(FailureCategory.REJECTED);
		assertThat(refusal.isRefusal()).isTrue();
	}

	@Test
	void tellsOfTheFailureThatWasTheLastAtTheTime() {
		CircuitFixture payments = payments((spec) -> spec.failureThreshold(1));
		AtomicReference<CircuitOpenException> first = new AtomicReference<>();
		payments.duringAndFail(() -> {
			payments.fail(new ConnectException());
			first.set(payments.refusal());
		}, new IllegalStateException());
		assertThat(payments.refusal()).hasMessageContaining("last java.lang.IllegalStateException (UNKNOWN)");
		assertThat(first.get()).hasMessageContaining("last java.net.ConnectException (CONNECTION)");
	}

	@Test
	void hasNoCauseAndCanHaveNone() {
		CircuitFixture payments = payments((spec) -> spec);
		payments.circuit.forceOpen();
		CircuitOpenException refusal = payments.refusal();
		assertThat(refusal.getCause()).isNull();
		assertThatThrownBy(() -> refusal.initCause(new IllegalStateException()))
			.isInstanceOf(IllegalStateException.class);
	}

	@Test
	void namesThePolicyAsTheCircuitDoes() {
		CircuitFixture payments = payments((spec) -> spec);
		payments.circuit.forceOpen();
		assertThat(payments.refusal().policy()).isEqualTo(payments.circuit.name())
			.isEqualTo(payments.snapshot().name())
			.isEqualTo("backend");
	}

	@Test
	void paysForNoStackTrace() {
		CircuitFixture payments = payments((spec) -> spec.failureThreshold(1));
		payments.fail();
		assertThat(payments.refusal().getStackTrace()).isEmpty();
		assertThat(payments.refusal()).hasNoCause();
	}

	@Test
	void saysThatAForcedOpenCircuitStaysSo() {
		CircuitFixture payments = payments((spec) -> spec);
		payments.fail();
		payments.circuit.forceOpen();
		CircuitOpenException refusal = payments.refusal();
		assertThat(refusal).hasMessage(
				"Circuit 'backend' is FORCED_OPEN: opened by hand; it stays so until somebody closes or resets it");
		assertThat(refusal.state()).isEqualTo(CircuitState.FORCED_OPEN);
		assertThat(refusal.nextProbeIn()).isNull();
	}

	@Test
	void saysThatTheProbesOfAHalfOpenCircuitDecide() {
		CircuitFixture payments = payments((spec) -> spec.failureThreshold(1).permittedCalls(1));
		payments.fail(new ConnectException());
		payments.advance(Duration.ofSeconds(60));
		AtomicReference<CircuitOpenException> refusal = new AtomicReference<>();
		payments.during(() -> refusal.set(payments.refusal()));
		assertThat(refusal.get()).hasMessage("Circuit 'backend' is HALF_OPEN: 1 failure, "
				+ "last java.net.ConnectException (CONNECTION); all permitted probes are under way, they decide");
		assertThat(refusal.get().state()).isEqualTo(CircuitState.HALF_OPEN);
		assertThat(refusal.get().nextProbeIn()).isNull();
	}

	@Test
	void roundsTheNextProbeUpToWholeSecondsAndTellsLessInMilliseconds() {
		assertThat(openFor(Duration.ofMillis(1_001))).hasMessageEndingWith("; next probe in 2 s");
		assertThat(openFor(Duration.ofSeconds(1))).hasMessageEndingWith("; next probe in 1 s");
		assertThat(openFor(Duration.ofMillis(999))).hasMessageEndingWith("; next probe in 999 ms");
		assertThat(openFor(Duration.ofMinutes(10))).hasMessageEndingWith("; next probe in 600 s");
	}

	@Test
	void theWorkOfARefusedCallIsNotCalled() {
		CircuitFixture payments = payments((spec) -> spec);
		payments.circuit.forceOpen();
		payments.refusal();
		assertThat(payments.snapshot().totals().rejected()).isEqualTo(1);
		assertThat(payments.snapshot().totals().succeeded()).isZero();
	}

	@Test
	void theMessageOfTheExampleIsMetForAnyName() {
		CircuitOpenException refusal = new CircuitOpenException("payments", CircuitState.OPEN, "5 consecutive failures",
				"java.net.ConnectException (CONNECTION)", Duration.ofSeconds(42));
		assertThat(refusal).hasMessage("Circuit 'payments' is OPEN: 5 consecutive failures, "
				+ "last java.net.ConnectException (CONNECTION); next probe in 42 s");
	}

	private static CircuitOpenException openFor(Duration duration) {
		CircuitFixture backend = payments((spec) -> spec.failureThreshold(1).openDuration(duration));
		backend.fail();
		return backend.refusal();
	}

	private static CircuitFixture payments(UnaryOperator<CircuitSpecBuilder> circuit) {
		return CircuitFixture.with(
				PolicySpec.builder(CircuitFixture.NAME).circuit(circuit.apply(CircuitSpec.builder()).build()),
				UnaryOperator.identity());
	}

}
