package dev.resilience.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.ProtectedCalls;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.failure.FailureCategory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ProtectedCallsTests {

	private final ResilienceEngine engine = ResilienceEngine.builder()
		.policy(PolicySpec.builder("payments").circuit(CircuitSpec.DEFAULTS).build())
		.policy(PolicySpec.builder("shipping").circuit(CircuitSpec.DEFAULTS).build())
		.build();

	private final ProtectedCalls calls = this.engine.policy("payments");

	@Test
	void needNoThrowsClauseForWorkWithoutCheckedExceptions() {
		AtomicInteger ran = new AtomicInteger();

		this.calls.run(ran::incrementAndGet);
		int result = this.calls.call(ran::incrementAndGet);

		assertThat(result).isEqualTo(2);
	}

	@Test
	void throwJustTheCheckedExceptionsOfTheWork() {
		IOException failure = new IOException();
		try {
			this.calls.run(() -> {
				throw failure;
			});
		}
		catch (IOException ex) {
			assertThat(ex).isSameAs(failure);
			assertThat(this.engine.find("payments").failures().of(FailureCategory.CONNECTION)).isOne();
			assertThat(this.engine.find("payments").failures().of(FailureCategory.UNKNOWN)).isZero();
			return;
		}
		throw new AssertionError("nothing was thrown");
	}

	@Test
	void passErrorsOnAsTheyAre() {
		Error error = new StackOverflowError();

		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.calls.run(() -> {
			throw error;
		})).satisfies((thrown) -> assertThat(thrown).isSameAs(error));
	}

	@Test
	void areTheSameHoweverOftenOneAsks() {
		assertThat(this.engine.policy("payments")).isSameAs(this.calls);
	}

	@Test
	void nameTheNearestWhereThereIsNoSuchPolicy() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.engine.policy("paymens"))
			.withMessage("There is no policy 'paymens'. Did you mean payments?");
		assertThatIllegalArgumentException().isThrownBy(() -> this.engine.get("x-y-z-q-w"))
			.withMessageContaining("Known are: payments, shipping.");
	}

	@Test
	void doNotExistForTheNameThatMeansNoPolicy() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.engine.policy("none"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.engine.get("none"));
	}

	@Test
	void cannotHaveTwoPoliciesOfOneName() {
		PolicySpec spec = PolicySpec.builder("payments").build();

		assertThatIllegalArgumentException().isThrownBy(() -> ResilienceEngine.builder().policy(spec).policy(spec))
			.withMessageContaining("'payments' already");
		assertThatIllegalArgumentException().isThrownBy(() -> PolicySpec.builder(" ").build());
	}

	@Test
	void findTheNearestNamesFirst() {
		List<String> known = List.of("payments", "payment", "Shipments", "search", "a", "b", "c", "d");

		assertThat(NearestNames.of("PAYMENT", known)).startsWith("payment", "payments");
		assertThat(NearestNames.of("x", known)).hasSizeLessThanOrEqualTo(3);
		assertThat(NearestNames.of("something-else-entirely", List.of("a"))).isEmpty();
		assertThat(NearestNames.of("", List.of())).isEmpty();
	}

}
