package dev.resilience.spring.async;

import java.util.concurrent.TimeUnit;

import dev.resilience.CircuitOpenException;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.async.Acts.Act;
import dev.resilience.spring.async.AllReturnTypes.Answered;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every return type under a retry, a circuit, and all four kinds. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReturnTypeTableTests extends ReturnTypeTable {

	@ParameterizedTest
	@EnumSource
	void aRetryMakesFurtherAttemptsWhetherTheMethodFailsOrThrows(ReturnType type) {
		this.acts.first(Act.FAIL, Act.THROW);
		run((client) -> {
			assertThat(type.call(client)).containsExactly(type.answer());
			assertThat(this.acts.calls()).isEqualTo(3);
		}, RETRIED);
	}

	@ParameterizedTest
	@EnumSource
	void whenAttemptsRunOutTheCallerHasTheLastFailureItself(ReturnType type) {
		this.acts.always(Act.FAIL);
		run((client) -> {
			assertThatThrownBy(() -> type.call(client)).isSameAs(this.acts.failure);
			assertThat(this.acts.calls()).isEqualTo(3);
		}, RETRIED);
	}

	@ParameterizedTest
	@EnumSource
	void theOutcomeOfACallIsItsOneVote(ReturnType type) {
		this.acts.first(Act.FAIL, Act.THROW);
		run((client, context) -> {
			assertThatThrownBy(() -> type.call(client)).isSameAs(this.acts.failure);
			assertThatThrownBy(() -> type.call(client)).isSameAs(this.acts.failure);
			assertThat(totals(context).failed()).isEqualTo(2);
			assertThat(type.call(client)).containsExactly(type.answer());
			assertThat(totals(context).succeeded()).isEqualTo(1);
		}, GUARDED);
	}

	@ParameterizedTest
	@EnumSource
	void anOpenCircuitRefusesThroughWhatIsReturnedAndTheMethodIsNotCalled(ReturnType type) {
		run((client, context) -> {
			context.getBean(Circuits.class).get("payments").forceOpen();
			if (type.comesLater()) {
				Object returned = type.begin(client);
				assertThatThrownBy(() -> type.outcome(returned)).isInstanceOf(CircuitOpenException.class);
			}
			else {
				assertThatThrownBy(() -> type.begin(client)).isInstanceOf(CircuitOpenException.class);
			}
			assertThat(this.acts.calls()).isZero();
			assertThat(totals(context).rejected()).isEqualTo(1);
		}, GUARDED);
	}

	@ParameterizedTest
	@EnumSource
	void whatTheMethodThrowsComesThroughWhatIsReturned(ReturnType type) {
		this.acts.always(Act.THROW);
		run((client) -> {
			if (type.comesLater()) {
				Object returned = type.begin(client);
				assertThatThrownBy(() -> type.outcome(returned)).isSameAs(this.acts.failure);
			}
			else {
				assertThatThrownBy(() -> type.begin(client)).isSameAs(this.acts.failure);
			}
		}, GUARDED);
	}

	@ParameterizedTest
	@EnumSource
	void aPublisherIsCalledWithEachSubscriptionAndAllOthersAtOnce(ReturnType type) {
		run((client, context) -> {
			Object returned = type.begin(client);
			assertThat(this.acts.calls()).isEqualTo(type.isPublisher() ? 0 : 1);
			assertThat(type.outcome(returned)).containsExactly(type.answer());
			assertThat(type.outcome(returned)).containsExactly(type.answer());
			assertThat(this.acts.calls()).isEqualTo(type.isPublisher() ? 2 : 1);
			assertThat(totals(context).succeeded()).isEqualTo(this.acts.calls());
		}, GUARDED);
	}

	@ParameterizedTest
	@EnumSource
	void allFourTogetherHoldTheirOrder(ReturnType type) {
		this.acts.first(Act.HANG, Act.FAIL, Act.FAIL);
		run(Answered::new, (client, context) -> {
			assertThat(type.call(client)).containsExactly(insteadOf("IllegalStateException", type));
			assertThat(this.acts.calls()).isEqualTo(3);
			assertThat(this.acts.cancelled()).isEqualTo(1);
			assertThat(totals(context).failed()).isEqualTo(1);
			assertThat(type.call(client)).containsExactly(insteadOf("CircuitOpenException", type));
			assertThat(this.acts.calls()).isEqualTo(3);
		}, RETRIED, LIMITED, "circuit.failure-threshold=1");
	}

	static Object insteadOf(String failure, ReturnType type) {
		return switch (type) {
			case VOID -> null;
			case PRIMITIVE -> 7;
			default -> failure;
		};
	}

}
