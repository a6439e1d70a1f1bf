package dev.resilience.circuit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.time.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories that other libraries hold their circuit breakers to, call by call. In a
 * script S is a call that succeeds, F one that fails, I one whose failure is ignored, R
 * one that is refused, and &gt; the end of the open time.
 */
class PeerCircuitHistoriesTests {

	private static final Duration OPEN = Duration.ofSeconds(50);

	/** MicroProfile: CircuitBreakerTest, -InitialSuccessTest, -LateSuccessTest. */
	@ParameterizedTest
	@CsvSource({ "4, 75, 2, FFFF RRR, OPEN", "4, 75, 2, FFFF > SSS, CLOSED", "4, 75, 1, FFFF R > S FFFF R, OPEN",
			"4, 75, 3, FFFF R > SS F R, OPEN", "2, 100, 2, FF RRRRR, OPEN", "4, 50, 1, SFSSF R, OPEN",
			"4, 50, 1, SFFS R, OPEN", "4, 75, 1, SFFF R > SS FFF R, OPEN", "4, 75, 1, FFFS R > S FFFS R, OPEN",
			"4, 75, 2, FFFF > SF R > SS FFF, CLOSED", "4, 100, 1, FFFSFFF F R, OPEN" })
	void opensByTheRateOfItsWindowAndClosesAfterEnoughProbes(int window, double rate, int successes, String script,
			CircuitState end) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowSize(window)
			.minimumCalls(window)
			.failureRateThreshold(rate)
			.successThreshold(successes)
			.openDuration(OPEN));

		play(backend, script);

		assertThat(backend.state()).isEqualTo(end);
	}

	/** Failsafe: ClosedStateTest and HalfOpenStateTest. */
	@ParameterizedTest
	@CsvSource({ "1, 1, F R, OPEN", "3, 1, FSFF F R, OPEN", "2, 1, SFSFSFSFSFSFSFSFSFSF, CLOSED",
			"1, 3, F > SS F R, OPEN", "1, 3, F > F R > F R > SSS S, CLOSED", "3, 1, FFF > F R, OPEN",
			"3, 1, FFF > S FF S FFF R, OPEN", "1, 2, F > SF > SF > SF R, OPEN", "2, 2, FIF R > IISIIS F, CLOSED",
			"2, 5, FF > ISISISIS I F R, OPEN" })
	void opensByTheRowOfFailuresAndReopensAtTheFirstFailedProbe(int row, int successes, String script,
			CircuitState end) {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(row)
			.failureRateThreshold(0)
			.successThreshold(successes)
			.openDuration(OPEN));

		play(backend, script);

		assertThat(backend.state()).isEqualTo(end);
	}

	/** Failsafe: CircuitBreakerTest.shouldSupportTimeBasedFailureRateThresholding. */
	@Test
	void votesThatHaveRolledOffDoNotOpenIt() {
		CircuitFixture backend = CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.windowType(WindowType.TIME)
			.windowDuration(Duration.ofMillis(200))
			.minimumCalls(3)
			.failureRateThreshold(50)
			.openDuration(OPEN));

		play(backend, "FS");
		backend.advance(Duration.ofMillis(210));
		play(backend, "FS");
		backend.advance(Duration.ofMillis(50));
		play(backend, "S");
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		play(backend, "F");

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(4, 2, 0));
		play(backend, "R > F R > SS S");
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
	}

	/** resilience4j: CircuitBreakerStateMachineTest, a success that opens. */
	@ParameterizedTest
	@CsvSource({ "SSSF F F, 6, 3", "FFFS S, 5, 3", "FISIFIS IF, 5, 3" })
	void theCallThatReachesTheMinimumDecidesWhateverItsOutcome(String script, int calls, int failures) {
		CircuitFixture backend = fourPermits();
		String[] parts = script.split(" ");

		for (int i = 0; i < parts.length - 1; i++) {
			play(backend, parts[i]);
			assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
			backend.advance(Duration.ofSeconds(1));
		}
		play(backend, parts[parts.length - 1]);

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(calls, failures, 0));
		backend.refusal();
		assertThat(backend.snapshot().totals().rejected()).isOne();
		assertThat(backend.snapshot().failureRate()).isEqualTo(failures * 100.0 / calls);
	}

	/** resilience4j: shouldOpenAfterSlowCallRateThresholdExceeded. */
	@Test
	void slowSuccessesAndSlowFailuresOpenItTogether() {
		CircuitFixture backend = fourPermits();

		backend.failAfter(Duration.ofSeconds(5));
		backend.succeedAfter(Duration.ofSeconds(5));
		backend.failAfter(Duration.ofMillis(100));
		backend.succeedAfter(Duration.ofMillis(100));
		assertThat(backend.state()).isEqualTo(CircuitState.CLOSED);
		backend.succeedAfter(Duration.ofSeconds(5));

		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(5, 2, 3));
		assertThat(backend.snapshot().slowCallRate()).isEqualTo(60.0);
		assertThat(backend.snapshot().reason()).contains("slow");
	}

	/** resilience4j: shouldTransitionBackToClosedStateWhenFailureIsBelowThreshold. */
	@Test
	void afterTheCloseTheNextCallIsTheFirstOfAnEmptyWindow() {
		CircuitFixture backend = fourPermits();
		play(backend, "FFFFF > SSSS S");

		assertThat(backend.snapshot().window()).isEqualTo(new WindowCounts(1, 0, 0));
		assertThat(backend.snapshot().failureRate()).isNull();
		assertThat(backend.snapshot().consecutiveFailures()).isZero();
		assertThat(backend.snapshot().totals().failed()).isEqualTo(5);
	}

	/** resilience4j: circuitBreakerDoesNotPublishStateTransitionEventsForInternal... */
	@Test
	void anActionThatLeadsToItsOwnStateIsNoChange() {
		CircuitFixture backend = CircuitFixture.sensitive(UnaryOperator.identity());

		backend.circuit.close();
		backend.circuit.reset();
		backend.circuit.forceOpen();
		backend.circuit.forceOpen();
		backend.circuit.disable();
		backend.circuit.disable();
		backend.circuit.close();
		backend.circuit.close();

		assertThat(backend.changes()).extracting(CircuitStateChanged::to)
			.containsExactly(CircuitState.FORCED_OPEN, CircuitState.DISABLED, CircuitState.CLOSED);
		assertThat(backend.snapshot().totals().opened()).isZero();
	}

	/** resilience4j: CircuitBreakerAutoTransitionStateMachineTest. */
	@Test
	void eachCircuitBecomesHalfOpenAtItsOwnMoment() {
		ManualTime time = new ManualTime();
		ResilienceEngineBuilder builder = ResilienceEngine.builder().time(time);
		for (int i = 1; i <= 20; i++) {
			builder.policy(PolicySpec.builder("backend" + i)
				.circuit(CircuitSpec.builder().failureThreshold(1).openDuration(Duration.ofSeconds(i)).build())
				.build());
		}
		ResilienceEngine engine = builder.build();
		for (int i = 1; i <= 20; i++) {
			assertThat(failOnce(engine, "backend" + i)).isEqualTo(CircuitState.OPEN);
		}

		for (int second = 1; second <= 20; second++) {
			time.advance(Duration.ofSeconds(1));
			for (int i = 1; i <= 20; i++) {
				assertThat(engine.get("backend" + i).state())
					.isEqualTo((i <= second) ? CircuitState.HALF_OPEN : CircuitState.OPEN);
			}
		}
	}

	/** The shortest and the longest open time that there are. */
	@ParameterizedTest
	@ValueSource(strings = { "PT0.000001S", "PT8760H" })
	void theOpenTimeEndsToTheNanosecond(Duration open) {
		CircuitFixture backend = CircuitFixture.sensitive((spec) -> spec.openDuration(open).openDurationMax(open));
		play(backend, "F");
		assertThat(backend.refusal().nextProbeIn()).isEqualTo(open);

		backend.advance(open.minusNanos(1));
		assertThat(backend.state()).isEqualTo(CircuitState.OPEN);
		backend.advance(Duration.ofNanos(1));

		assertThat(backend.state()).isEqualTo(CircuitState.HALF_OPEN);
	}

	/** Failsafe: NestedCircuitBreakerTest. */
	@Test
	void aFailureThatOnlyTheInnerCircuitRecordsOpensOnlyTheInner() {
		ResilienceEngine engine = nested();

		failThrough(engine, "outer", "inner", new BackendFailure());
		assertThat(engine.get("inner").state()).isEqualTo(CircuitState.OPEN);
		assertThat(engine.get("outer").state()).isEqualTo(CircuitState.CLOSED);

		engine.get("inner").close();
		failThrough(engine, "inner", "outer", new BackendFailure());
		assertThat(engine.get("inner").state()).isEqualTo(CircuitState.OPEN);
		assertThat(engine.get("outer").state()).isEqualTo(CircuitState.CLOSED);
	}

	/**
	 * Failsafe: NestedCircuitBreakerTest; the refusal of one is no failure of the other.
	 */
	@Test
	void theRefusalOfAnInnerCircuitGivesTheProbeOfTheOuterBack() {
		ResilienceEngine engine = nested();
		engine.get("inner").forceOpen();

		for (int i = 0; i < 10; i++) {
			CircuitOpenException refusal = refusalThrough(engine, "outer", "inner");
			assertThat(refusal.policy()).isEqualTo("inner");
		}

		assertThat(engine.get("outer").state()).isEqualTo(CircuitState.CLOSED);
		assertThat(engine.get("outer").snapshot().totals().ignored()).isEqualTo(10);
		assertThat(engine.get("outer").snapshot().window()).isEqualTo(WindowCounts.EMPTY);
	}

	private static ResilienceEngine nested() {
		return ResilienceEngine.builder()
			.time(new ManualTime())
			.policy(PolicySpec.builder("inner").circuit(CircuitSpec.builder().failureThreshold(1).build()).build())
			.policy(PolicySpec.builder("outer")
				.circuit(
						CircuitSpec.builder().failureThreshold(1).ignore(FailureTypes.of(BackendFailure.class)).build())
				.build())
			.build();
	}

	private static void failThrough(ResilienceEngine engine, String outer, String inner, BackendFailure failure) {
		List<Throwable> seen = new ArrayList<>();
		try {
			engine.policy(outer).run(() -> engine.policy(inner).run(() -> {
				throw failure;
			}));
		}
		catch (BackendFailure ex) {
			seen.add(ex);
		}
		assertThat(seen).singleElement().isSameAs(failure);
	}

	private static CircuitOpenException refusalThrough(ResilienceEngine engine, String outer, String inner) {
		try {
			engine.policy(outer).run(() -> engine.policy(inner).run(() -> {
			}));
		}
		catch (CircuitOpenException ex) {
			return ex;
		}
		throw new AssertionError("the call was not refused");
	}

	private static CircuitState failOnce(ResilienceEngine engine, String name) {
		try {
			engine.policy(name).run(() -> {
				throw new BackendFailure();
			});
		}
		catch (BackendFailure expected) {
			return engine.get(name).state();
		}
		throw new AssertionError("the call did not fail");
	}

	/** A time window of 20 s, and four probes that must all succeed. */
	private static CircuitFixture fourPermits() {
		return CircuitFixture.with((spec) -> spec.failureThreshold(0)
			.failureRateThreshold(50)
			.permittedCalls(4)
			.successThreshold(4)
			.slowCallDuration(Duration.ofSeconds(4))
			.slowCallRateThreshold(50)
			.windowType(WindowType.TIME)
			.windowDuration(Duration.ofSeconds(20))
			.minimumCalls(5)
			.openDuration(OPEN));
	}

	private static void play(CircuitFixture backend, String script) {
		for (char step : script.toCharArray()) {
			switch (step) {
				case 'S' -> backend.succeed();
				case 'F' -> backend.fail();
				case 'I' -> backend.fail(new NumberFormatException());
				case 'R' -> backend.refusal();
				case '>' -> backend.advance(OPEN);
				default -> assertThat(step).isEqualTo(' ');
			}
		}
	}

}
