package dev.resilience.test;

import java.time.Instant;

import dev.resilience.CircuitState;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.CircuitSnapshot.LastFailure;
import dev.resilience.failure.FailureCategory;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Assertions on a circuit. Each looks at the circuit anew, and if it fails tells all
 * there is to know of it.
 */
public final class CircuitAssert extends AbstractAssert<CircuitAssert, Circuit> {

	CircuitAssert(@Nullable Circuit circuit) {
		super(circuit, CircuitAssert.class);
	}

	/**
	 * It is closed: calls pass.
	 * @return this
	 */
	public CircuitAssert isClosed() {
		return hasState(CircuitState.CLOSED);
	}

	/**
	 * It is open, because of failures; one that was opened by hand is
	 * {@link #isForcedOpen()}.
	 * @return this
	 */
	public CircuitAssert isOpen() {
		return hasState(CircuitState.OPEN);
	}

	/**
	 * It is half-open: it waits for probes.
	 * @return this
	 */
	public CircuitAssert isHalfOpen() {
		return hasState(CircuitState.HALF_OPEN);
	}

	/**
	 * It was opened by hand.
	 * @return this
	 */
	public CircuitAssert isForcedOpen() {
		return hasState(CircuitState.FORCED_OPEN);
	}

	/**
	 * It was disabled by hand.
	 * @return this
	 */
	public CircuitAssert isDisabled() {
		return hasState(CircuitState.DISABLED);
	}

	/**
	 * It is in a state.
	 * @param state the state
	 * @return this
	 */
	public CircuitAssert hasState(CircuitState state) {
		CircuitSnapshot now = snapshot();
		return check(now.state() == state, now, "to be " + state);
	}

	/**
	 * The reason for its state says this.
	 * @param words a part of the reason, such as {@code 5 consecutive failures}
	 * @return this
	 */
	public CircuitAssert becauseOf(String words) {
		CircuitSnapshot now = snapshot();
		return check(now.reason() != null && now.reason().contains(words), now, "to be so because of '" + words + "'");
	}

	/**
	 * The failure that it counted last is of this class.
	 * @param failure the exception's class, or one that it extends
	 * @return this
	 */
	public CircuitAssert becauseOf(Class<? extends Throwable> failure) {
		CircuitSnapshot now = snapshot();
		LastFailure last = now.lastFailure();
		return check(last != null && isA(last.failure().type(), failure), now,
				"to be so because of " + failure.getName());
	}

	/**
	 * The failure that it counted last is of this category.
	 * @param category the category
	 * @return this
	 */
	public CircuitAssert becauseOf(FailureCategory category) {
		CircuitSnapshot now = snapshot();
		LastFailure last = now.lastFailure();
		return check(last != null && last.failure().category() == category, now, "to be so because of " + category);
	}

	/**
	 * So many calls have failed in a row.
	 * @param failures the length of the row
	 * @return this
	 */
	public CircuitAssert hasConsecutiveFailures(int failures) {
		CircuitSnapshot now = snapshot();
		return check(now.consecutiveFailures() == failures, now, "to have " + failures + " consecutive failures");
	}

	/**
	 * It lets a probe through at a moment.
	 * @param moment the moment, such as
	 * {@code clock.instant().plus(Duration.ofMinutes(1))}
	 * @return this
	 */
	public CircuitAssert hasNextProbeAt(Instant moment) {
		CircuitSnapshot now = snapshot();
		return check(moment.equals(now.nextProbeAt()), now, "to let a probe through at " + moment);
	}

	private CircuitSnapshot snapshot() {
		isNotNull();
		return this.actual.snapshot();
	}

	private CircuitAssert check(boolean holds, CircuitSnapshot now, String expected) {
		if (!holds) {
			failWithMessage("%s", "Expected circuit '" + now.name() + "' " + expected + ", but it is " + inWords(now));
		}
		return this;
	}

	private static String inWords(CircuitSnapshot now) {
		StringBuilder words = new StringBuilder().append(now.state());
		if (now.reason() != null) {
			words.append(": ").append(now.reason());
		}
		if (now.lastFailure() != null) {
			words.append(", last ").append(now.lastFailure().failure().inWords());
		}
		if (now.nextProbeAt() != null) {
			words.append(", next probe at ").append(now.nextProbeAt());
		}
		return words.append("; consecutive failures ")
			.append(now.consecutiveFailures())
			.append(", ")
			.append(now.window())
			.append(", ")
			.append(now.totals())
			.toString();
	}

	/** The circuit knows the class by name only. */
	private static boolean isA(String type, Class<? extends Throwable> failure) {
		if (type.equals(failure.getName())) {
			return true;
		}
		try {
			return failure.isAssignableFrom(ClassUtils.forName(type, failure.getClassLoader()));
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

}
