package dev.resilience;

import java.time.Duration;

import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * The circuit refused the call; the method was not called. It has no stack trace, because
 * refusals are many and all come from the same place.
 */
public final class CircuitOpenException extends ResilienceException {

	private final CircuitState state;

	private final String reason;

	private final @Nullable String lastFailure;

	private final @Nullable Duration nextProbeIn;

	/**
	 * For the circuit.
	 * @param policy the policy's name, which is the circuit's
	 * @param state the state that refuses
	 * @param reason why the circuit is in that state
	 * @param lastFailure the class and category of the failure that was seen last, or
	 * null
	 * @param nextProbeIn how long until a probe is let through, or null if nobody knows
	 */
	public CircuitOpenException(String policy, CircuitState state, String reason, @Nullable String lastFailure,
			@Nullable Duration nextProbeIn) {
		super(policy, ErrorCode.CIRCUIT_OPEN, null, false);
		this.state = state;
		this.reason = reason;
		this.lastFailure = lastFailure;
		this.nextProbeIn = nextProbeIn;
	}

	/**
	 * The state that refused the call.
	 * @return open, half-open with all its probes under way, or forced open
	 */
	public CircuitState state() {
		return this.state;
	}

	/**
	 * Why the circuit is in that state.
	 * @return as {@code 5 consecutive failures}
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * How long until a probe is let through.
	 * @return the time from the refusal on, or null if the circuit does not wait for
	 * time: it was forced open, or its probes are under way
	 */
	public @Nullable Duration nextProbeIn() {
		return this.nextProbeIn;
	}

	@Override
	public FailureCategory category() {
		return FailureCategory.REJECTED;
	}

	/** Made on demand: most refusals are answered by a fallback and never read. */
	@Override
	public String getMessage() {
		StringBuilder message = new StringBuilder("Circuit '").append(policy())
			.append("' is ")
			.append(this.state)
			.append(": ")
			.append(this.reason);
		if (this.lastFailure != null) {
			message.append(", last ").append(this.lastFailure);
		}
		return message.append("; ").append(whatNext()).toString();
	}

	private String whatNext() {
		if (this.nextProbeIn != null) {
			return "next probe in " + inWords(this.nextProbeIn);
		}
		return (this.state == CircuitState.HALF_OPEN) ? "all permitted probes are under way, they decide"
				: "it stays so until somebody closes or resets it";
	}

	private static String inWords(Duration duration) {
		long millis = duration.toMillis();
		return (millis < 1_000) ? millis + " ms" : (millis + 999) / 1_000 + " s";
	}

}
