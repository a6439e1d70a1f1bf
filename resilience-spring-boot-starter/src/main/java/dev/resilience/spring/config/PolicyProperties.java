package dev.resilience.spring.config;

import java.time.Duration;
import java.util.List;

import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.timelimit.RunOn;
import org.jspecify.annotations.Nullable;

/**
 * One policy, or the defaults of all; null where nothing is written. What the parameters
 * say here is what an IDE shows.
 *
 * @param enabled Whether the policy does anything.
 * @param base Policy whose sections this one inherits, key by key: another one, or
 * fast-flaky, slow-reliable, critical, optional or llm, which are ready-made.
 * @param retry When and how often to try again.
 * @param circuit How the circuit judges.
 * @param timeLimit How long an attempt, and a call, may take.
 * @param fallback Which failures are answered, and with what.
 */
record PolicyProperties(@Nullable Boolean enabled, @Nullable String base, @Nullable Retry retry,
		@Nullable Circuit circuit, @Nullable TimeLimit timeLimit, @Nullable Fallback fallback) {

	/** An empty name is as good as none. */
	PolicyProperties {
		base = (base != null && base.isEmpty()) ? null : base;
	}

	static final PolicyProperties NONE = new PolicyProperties(null, null, null, null, null, null);

	/** What every section has. */
	sealed interface Section permits Retry, Circuit, TimeLimit, Fallback {

		@Nullable Boolean enabled();

	}

	/**
	 * When and how often to try again.
	 *
	 * @param enabled Whether this section does anything.
	 * @param maxAttempts Attempts at most, the first included, at least 1; 1 means no
	 * retry.
	 * @param backoff How long to wait between attempts.
	 * @param retryOn Exception classes to retry, subclasses and causes included. Empty
	 * for what is transient.
	 * @param abortOn Exception classes never to retry, subclasses and causes included.
	 * Wins over retry-on.
	 * @param retryOnResult Name of a Predicate bean that tells which results to retry.
	 * When attempts run out, the last result is returned.
	 * @param retryAfterMax Longest wait named by the backend that is honoured, 0 or more.
	 * A longer one ends the call.
	 * @param budget How many retries the backend is asked to bear.
	 */
	record Retry(@Nullable Boolean enabled, @Nullable Integer maxAttempts, @Nullable Backoff backoff,
			@Nullable List<String> retryOn, @Nullable List<String> abortOn, @Nullable String retryOnResult,
			@Nullable Duration retryAfterMax, @Nullable Budget budget) implements Section {

		/** An empty name is as good as none. */
		Retry {
			retryOnResult = (retryOnResult != null && retryOnResult.isEmpty()) ? null : retryOnResult;
		}

	}

	/**
	 * How long to wait between attempts.
	 *
	 * @param delay Wait before the first retry, 0 or more.
	 * @param multiplier By what the wait grows with each retry, at least 1.
	 * @param maxDelay Most that the wait grows to, 0 or more.
	 * @param jitter Fraction of the wait, 0 to 1, by which chance shortens or lengthens
	 * it.
	 */
	record Backoff(@Nullable Duration delay, @Nullable Double multiplier, @Nullable Duration maxDelay,
			@Nullable Double jitter) {
	}

	/**
	 * How many retries the backend is asked to bear.
	 *
	 * @param ratio Share of the calls of the last 10 s that retries may be, 0 to 1; 1.0
	 * means no budget.
	 * @param minPerSecond Retries a second that are allowed whatever the share, 0 or
	 * more.
	 */
	record Budget(@Nullable Double ratio, @Nullable Integer minPerSecond) {
	}

	/**
	 * How the circuit judges.
	 *
	 * @param enabled Whether this section does anything.
	 * @param failureThreshold Consecutive failures that open the circuit, 0 to 65,535; 0
	 * means off.
	 * @param failureThresholdSpan How long consecutive failures must last to open a busy
	 * circuit, one with minimum-calls in its window; 0 or more.
	 * @param failureRateThreshold Percentage of failures in the window that opens the
	 * circuit, reached or passed, 0 to 100; 0 means off.
	 * @param slowCallDuration Length of its longest single attempt from which on a call
	 * is slow, more than 0. Unset means that slow calls are not looked at.
	 * @param slowCallRateThreshold Percentage of slow calls in the window that opens the
	 * circuit, reached or passed, 0 to 100; 0 means off.
	 * @param window What the rates are computed over.
	 * @param openDuration How long the circuit stays open, more than 0.
	 * @param openDurationMultiplier By what the open time grows with every reopening
	 * without a close between, at least 1.
	 * @param openDurationMax Most that the open time grows to, more than 0. Never
	 * shortens open-duration.
	 * @param halfOpen How the circuit probes.
	 * @param record Exception classes that count as failures, subclasses and causes
	 * included. Empty for what is transient; where it lists anything, a failure that it
	 * does not list has no vote.
	 * @param ignore Exception classes that have no vote at all, subclasses and causes
	 * included. Wins over record.
	 */
	record Circuit(@Nullable Boolean enabled, @Nullable Integer failureThreshold,
			@Nullable Duration failureThresholdSpan, @Nullable Double failureRateThreshold,
			@Nullable Duration slowCallDuration, @Nullable Double slowCallRateThreshold, @Nullable Window window,
			@Nullable Duration openDuration, @Nullable Double openDurationMultiplier,
			@Nullable Duration openDurationMax, @Nullable HalfOpen halfOpen, @Nullable List<String> record,
			@Nullable List<String> ignore) implements Section {
	}

	/**
	 * What the rates are computed over.
	 *
	 * @param type Whether the window holds the latest calls or those of the last while.
	 * @param size Calls that a count window holds, 1 to 65,535.
	 * @param duration Time that a time window spans, more than 0.
	 * @param minimumCalls Calls in the window below which no rate is computed, at least
	 * 1, at most the size of a count window. Left out it is never above that size.
	 */
	record Window(@Nullable WindowType type, @Nullable Integer size, @Nullable Duration duration,
			@Nullable Integer minimumCalls) {
	}

	/**
	 * How the circuit probes.
	 *
	 * @param permittedCalls Probes under way at once, 1 to 10,000.
	 * @param successThreshold Consecutive successful probes that close the circuit, at
	 * least 1.
	 * @param maxDuration Time after which a probe that has not come back counts as
	 * failed, more than 0.
	 */
	record HalfOpen(@Nullable Integer permittedCalls, @Nullable Integer successThreshold,
			@Nullable Duration maxDuration) {
	}

	/**
	 * How long an attempt, and a call, may take.
	 *
	 * @param enabled Whether this section does anything.
	 * @param timeout How long each attempt may take, more than 0. Left out it is 30s, or
	 * total if that is shorter.
	 * @param total How long the whole call may take, waits included, more than 0 and at
	 * least timeout. Unset means no limit.
	 * @param interrupt Whether a plain call is interrupted at its limit; if not, it is
	 * only told too late.
	 * @param runOn Thread that an attempt runs on.
	 */
	record TimeLimit(@Nullable Boolean enabled, @Nullable Duration timeout, @Nullable Duration total,
			@Nullable Boolean interrupt, @Nullable RunOn runOn) implements Section {
	}

	/**
	 * Which failures are answered; {@code value}, which can be any YAML, is read apart.
	 *
	 * @param enabled Whether this section does anything.
	 * @param on Exception classes to answer, subclasses and causes included. Empty for
	 * every Exception.
	 * @param skipOn Exception classes never to answer, subclasses and causes included.
	 * Wins over on.
	 * @param empty Whether the answer is the empty value of the return type, null where
	 * it has none. Excludes value.
	 */
	record Fallback(@Nullable Boolean enabled, @Nullable List<String> on, @Nullable List<String> skipOn,
			@Nullable Boolean empty) implements Section {
	}

}
