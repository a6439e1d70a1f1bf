package dev.resilience.retry;

import java.time.Duration;
import java.util.List;

import dev.resilience.CircuitOpenException;
import dev.resilience.ErrorCode;
import dev.resilience.ResilienceException;
import dev.resilience.ScriptedWork;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryOfRefusalsTests {

	private static final List<PolicyKind> CIRCUIT_INSIDE = List.of(PolicyKind.FALLBACK, PolicyKind.RETRY,
			PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT);

	private final ManualTime time = new ManualTime();

	@Test
	void doesNotRetryARefusal() {
		assertThat(waitsAtAnOpenCircuit(FailureTypes.NONE)).isEmpty();
	}

	@Test
	void doesNotReachARefusalByAWiderClass() {
		assertThat(waitsAtAnOpenCircuit(FailureTypes.of(RuntimeException.class, Exception.class))).isEmpty();
	}

	@Test
	void retriesARefusalThatIsListedByItsOwnClass() {
		assertThat(waitsAtAnOpenCircuit(FailureTypes.of(CircuitOpenException.class))).hasSize(2);
	}

	@Test
	void retriesARefusalWhereOurCommonClassIsListed() {
		assertThat(waitsAtAnOpenCircuit(FailureTypes.of(ResilienceException.class))).hasSize(2);
	}

	@Test
	void retriesATimeOutOfOursLikeAnyTransientFailure() throws Throwable {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		ScriptedWork work = ScriptedWork.failing(
				new TimeLimitExceededException("other", ErrorCode.TIME_LIMIT_EXCEEDED, Duration.ZERO, Duration.ZERO));

		assertThat(fixture.call(work)).isEqualTo("done");
		assertThat(work.calls()).isEqualTo(2);
	}

	@Test
	void doesNotRetryARefusalThatTheMethodHasWrapped() {
		RetryFixture fixture = new RetryFixture(RetryFixture.exact());
		ResilienceEngine other = ResilienceEngine.builder()
			.policy(PolicySpec.builder("other").circuit(CircuitSpec.DEFAULTS).build())
			.build();
		other.get("other").forceOpen();

		assertThatThrownBy(() -> fixture.call(() -> {
			try {
				return other.policy("other").call(() -> "never");
			}
			catch (CircuitOpenException ex) {
				throw new IllegalStateException(ex);
			}
		})).isInstanceOf(IllegalStateException.class).hasCauseInstanceOf(CircuitOpenException.class);

		assertThat(fixture.waits()).isEmpty();
	}

	private List<Duration> waitsAtAnOpenCircuit(FailureTypes retryOn) {
		ResilienceEngine engine = ResilienceEngine.builder()
			.time(this.time)
			.order(CIRCUIT_INSIDE)
			.policy(PolicySpec.builder("backend")
				.retry(RetryFixture.exact().retryOn(retryOn).build())
				.circuit(CircuitSpec.DEFAULTS)
				.build())
			.build();
		engine.get("backend").forceOpen();
		assertThatThrownBy(() -> engine.policy("backend").run(() -> {
		})).isInstanceOf(CircuitOpenException.class);
		return this.time.waits();
	}

}
