package dev.resilience.pipeline;

import java.util.EnumSet;
import java.util.Set;

import dev.resilience.circuit.CircuitSpec;
import dev.resilience.fallback.FallbackSpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec;
import dev.resilience.timelimit.TimeLimitSpec;

/**
 * A named policy: what to do for one backend.
 *
 * @param name the name
 * @param retry when and how often to try again
 * @param circuit how the circuit judges
 * @param timeLimit how long an attempt and a call may take
 * @param fallback which failures are answered
 * @param written the kinds that the policy, or its base, writes: what {@code @Resilient}
 * applies
 * @param off the kinds that are switched off: what an annotation asks for in vain
 */
public record PolicySpec(String name, RetrySpec retry, CircuitSpec circuit, TimeLimitSpec timeLimit,
		FallbackSpec fallback, Set<PolicyKind> written, Set<PolicyKind> off) {

	public PolicySpec {
		if (name.isBlank()) {
			throw new IllegalArgumentException("A policy needs a name");
		}
		written = Set.copyOf(written);
		off = Set.copyOf(off);
	}

	/**
	 * Starts with a policy that writes nothing.
	 * @param name the name
	 * @return a builder
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/** Builds a {@link PolicySpec}. */
	public static final class Builder {

		private final String name;

		private final Set<PolicyKind> written = EnumSet.noneOf(PolicyKind.class);

		private final Set<PolicyKind> off = EnumSet.noneOf(PolicyKind.class);

		private RetrySpec retry = RetrySpec.DEFAULTS;

		private CircuitSpec circuit = CircuitSpec.DEFAULTS;

		private TimeLimitSpec timeLimit = TimeLimitSpec.DEFAULTS;

		private FallbackSpec fallback = FallbackSpec.DEFAULTS;

		private Builder(String name) {
			this.name = name;
		}

		/**
		 * Writes the retry.
		 * @param spec when and how often to try again
		 * @return this
		 */
		public Builder retry(RetrySpec spec) {
			this.retry = spec;
			return writes(PolicyKind.RETRY);
		}

		/**
		 * Writes the circuit.
		 * @param spec how it judges
		 * @return this
		 */
		public Builder circuit(CircuitSpec spec) {
			this.circuit = spec;
			return writes(PolicyKind.CIRCUIT);
		}

		/**
		 * Writes the time limit.
		 * @param spec how long an attempt and a call may take
		 * @return this
		 */
		public Builder timeLimit(TimeLimitSpec spec) {
			this.timeLimit = spec;
			return writes(PolicyKind.TIME_LIMIT);
		}

		/**
		 * Writes the fallback.
		 * @param spec which failures are answered
		 * @return this
		 */
		public Builder fallback(FallbackSpec spec) {
			this.fallback = spec;
			return writes(PolicyKind.FALLBACK);
		}

		/**
		 * Switches a kind off, written or not.
		 * @param kind the kind
		 * @return this
		 */
		public Builder off(PolicyKind kind) {
			this.off.add(kind);
			return this;
		}

		private Builder writes(PolicyKind kind) {
			this.written.add(kind);
			return this;
		}

		/**
		 * Ends the building.
		 * @return the policy
		 */
		public PolicySpec build() {
			return new PolicySpec(this.name, this.retry, this.circuit, this.timeLimit, this.fallback, this.written,
					this.off);
		}

	}

}
