package dev.resilience;

import java.time.Duration;

import dev.resilience.failure.OwnRefusal;
import org.jspecify.annotations.Nullable;

/**
 * The circuit refused the call; the method was not called. It has no stack trace, because
 * refusals are many and all come from the same place.
 */
public final class CircuitOpenException extends ResilienceException implements OwnRefusal {

	/** Instead of a time until the next probe, where nobody knows. */
	private static final long UNKNOWN = -1;

	private final CircuitState state;

	private final String reason;

	private final @Nullable String lastFailure;

	/** Made a duration on demand. */
	private final long nextProbeNanos;

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
		this(policy, state, reason, lastFailure, (nextProbeIn != null) ? nextProbeIn.toNanos() : UNKNOWN);
	}

	/**
	 * For the circuit.
	 * @param policy the policy's name, which is the circuit's
	 * @param state the state that refuses
	 * @param reason why the circuit is in that state
	 * @param lastFailure the class and category of the failure that was seen last, or
	 * null
	 * @param nextProbeNanos how long until a probe is let through, in nanoseconds;
	 * negative if nobody knows
	 */
	public CircuitOpenException(String policy, CircuitState state, String reason, @Nullable String lastFailure,
			long nextProbeNanos) {
		super(policy, ErrorCode.CIRCUIT_OPEN, null, false);
		this.state = state;
		this.reason = reason;
		this.lastFailure = lastFailure;
		this.nextProbeNanos = nextProbeNanos;
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
		return (this.nextProbeNanos >= 0) ? Duration.ofNanos(this.nextProbeNanos) : null;
	}

	/** Has none. That of {@link Throwable} takes a lock. */
	@Override
	public @Nullable Throwable getCause() {
		return null;
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
		Duration nextProbeIn = nextProbeIn();
		if (nextProbeIn != null) {
			return "next probe in " + inWords(nextProbeIn);
		}
		return (this.state == CircuitState.HALF_OPEN) ? "all permitted probes are under way, they decide"
				: "it stays so until somebody closes or resets it";
	}

	private static String inWords(Duration duration) {
		long millis = duration.toMillis();
		return (millis < 1_000) ? millis + " ms" : (millis + 999) / 1_000 + " s";
	}

}
