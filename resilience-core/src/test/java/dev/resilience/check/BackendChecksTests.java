package dev.resilience.check;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.policy.InvalidPolicyException;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackendChecksTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final ManualTime time = new ManualTime();

	private final ScriptedCheck store = new ScriptedCheck("store");

	private ResilienceEngine engine = engine(ResilienceEngine.builder());

	private BackendChecks checks = this.engine.checks(List.of(this.store), CheckSpec.DEFAULTS);

	private ResilienceEngine engine(ResilienceEngineBuilder builder) {
		return builder.time(this.time).build();
	}

	@AfterEach
	void close() {
		this.engine.close();
	}

	@Test
	void aBackendThatAnswersIsReachableAndItsLatencyIsMeasured() {
		this.store.script = () -> this.time.advance(Duration.ofMillis(12));
		assertThat(this.checks.results()).containsExactly(
				new CheckResult("store", true, Duration.ofMillis(12), START.plusMillis(12), null, null, null));
	}

	@Test
	void aBackendThatFailsIsNotReachableAndTellsWhatItWas() {
		ConnectException refused = new ConnectException("secret");
		this.store.script = () -> {
			this.time.advance(Duration.ofMillis(3));
			throw refused;
		};
		CheckResult result = read();
		assertThat(result.reachable()).isFalse();
		assertThat(result.latency()).isEqualTo(Duration.ofMillis(3));
		assertThat(result.thrown()).isSameAs(refused);
		assertThat(result.lastFailure().at()).isEqualTo(START.plusMillis(3));
		assertThat(result.lastFailure().failure().inWords()).isEqualTo("java.net.ConnectException (CONNECTION)");
		assertThat(result.lastFailure().failure().message()).isNull();
	}

	@Test
	void aMessageIsToldWhereTheEngineMayTellMessages() {
		this.checks = engine(ResilienceEngine.builder().includeMessages(true)).checks(List.of(this.store),
				CheckSpec.DEFAULTS);
		this.store.script = () -> {
			throw new ConnectException("refused");
		};
		assertThat(read().lastFailure().failure().message()).isEqualTo("refused");
	}

	@Test
	void theUsersClassifiersSayWhatAFailureIs() {
		this.checks = engine(ResilienceEngine.builder()
			.classifiers(() -> List.of((failure) -> FailureVerdict.of(FailureCategory.RATE_LIMITED))))
			.checks(List.of(this.store), CheckSpec.DEFAULTS);
		this.store.script = () -> {
			throw new ConnectException();
		};
		assertThat(read().lastFailure().failure().category()).isEqualTo(FailureCategory.RATE_LIMITED);
	}

	@Test
	void aBackendThatHasRecoveredIsReachableAndKeepsItsLastFailure() {
		this.store.script = () -> {
			throw new ConnectException();
		};
		CheckResult failed = read();
		this.store.script = ScriptedCheck.ANSWERS;
		this.time.advance(CheckSpec.DEFAULTS.interval());
		CheckResult recovered = read();
		assertThat(recovered.reachable()).isTrue();
		assertThat(recovered.thrown()).isNull();
		assertThat(recovered.lastFailure()).isNotNull().isEqualTo(failed.lastFailure());
		assertThat(recovered.at()).isEqualTo(START.plus(CheckSpec.DEFAULTS.interval()));
	}

	@Test
	void noBackendIsAskedMoreOftenThanTheIntervalSays() {
		CheckResult first = read();
		this.time.advance(CheckSpec.DEFAULTS.interval().minusNanos(1));
		assertThat(read()).isEqualTo(first);
		assertThat(this.store.asked).hasValue(1);
		this.time.advance(Duration.ofNanos(1));
		assertThat(read().at()).isAfter(first.at());
		assertThat(this.store.asked).hasValue(2);
	}

	@Test
	void withoutAnIntervalEachReadingAsks() {
		this.checks = this.engine.checks(List.of(this.store), new CheckSpec(Duration.ZERO, Duration.ofSeconds(2)));
		for (int i = 1; i <= 100; i++) {
			read();
			assertThat(this.store.asked).hasValue(i);
		}
	}

	@Test
	void nobodyIsAskedBeforeSomebodyReads() {
		assertThat(this.checks.names()).containsExactly("store");
		assertThat(this.store.asked).hasValue(0);
	}

	@Test
	void allAreAskedAtOnceAndSortedByName() {
		CyclicBarrier together = new CyclicBarrier(3);
		this.checks = this.engine.checks(List.of(new ScriptedCheck("c", together::await),
				new ScriptedCheck("a", together::await), new ScriptedCheck("b", together::await)), CheckSpec.DEFAULTS);
		assertThat(this.checks.results()).allMatch(CheckResult::reachable)
			.extracting(CheckResult::name)
			.containsExactly("a", "b", "c");
	}

	@Test
	void someCanBeAskedAlone() {
		ScriptedCheck other = new ScriptedCheck("other");
		this.checks = this.engine.checks(List.of(this.store, other), CheckSpec.DEFAULTS);
		assertThat(this.checks.results(List.of("store"))).extracting(CheckResult::name).containsExactly("store");
		assertThat(other.asked).hasValue(0);
		assertThatIllegalArgumentException().isThrownBy(() -> this.checks.results(List.of("stor")))
			.withMessage("There is no backend check 'stor', known are [other, store]");
	}

	@Test
	void aNameIsThereAndThereOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.engine.checks(List.of(new ScriptedCheck(" ")), CheckSpec.DEFAULTS))
			.withMessageStartingWith("A backend check has no name: dev.resilience.check.ScriptedCheck");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.engine.checks(List.of(this.store, new ScriptedCheck("store")), CheckSpec.DEFAULTS))
			.withMessage("There are two backend checks 'store'");
	}

	@Test
	void aSpecNamesAllThatCannotBeMeant() {
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> new CheckSpec(Duration.ofMillis(-1), Duration.ZERO))
			.withMessage("checks.interval is -1ms, it must be between 0ms and 365d; "
					+ "checks.timeout is 0ms, it must be at least 1us and at most 365d");
	}

	@Test
	void aCheckHasTheClassLoaderOfWhoeverMadeTheChecks() {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		ClassLoader own = new ClassLoader(before) {
		};
		AtomicReference<ClassLoader> seen = new AtomicReference<>();
		this.store.script = () -> seen.set(Thread.currentThread().getContextClassLoader());
		Thread.currentThread().setContextClassLoader(own);
		try {
			this.checks = this.engine.checks(List.of(this.store), CheckSpec.DEFAULTS);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
		read();
		assertThat(seen).hasValue(own);
	}

	@Test
	void aLambdaIsACheck() {
		BackendCheck check = BackendCheck.of("words", () -> {
			throw new ConnectException();
		});
		assertThat(this.engine.checks(List.of(check), CheckSpec.DEFAULTS).results()).singleElement()
			.satisfies((result) -> assertThat(result.name()).isEqualTo("words"))
			.satisfies((result) -> assertThat(result.thrown()).isInstanceOf(ConnectException.class));
	}

	@Test
	void theyWorkAlsoWhereTheEngineIsSwitchedOff() {
		this.checks = engine(ResilienceEngine.builder().enabled(false)).checks(List.of(this.store), CheckSpec.DEFAULTS);
		assertThat(read().reachable()).isTrue();
		assertThat(this.store.asked).hasValue(1);
	}

	private CheckResult read() {
		return this.checks.results().get(0);
	}

}
