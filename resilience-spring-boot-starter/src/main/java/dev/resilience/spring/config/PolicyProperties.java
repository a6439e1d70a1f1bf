package dev.resilience.spring.config;

import java.time.Duration;
import java.util.List;

import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.timelimit.RunOn;
import org.jspecify.annotations.Nullable;

/**
 * One policy, or the defaults of all; null where nothing is written.
 *
 * @param enabled Whether the policy does anything.
 * @param base Policy whose sections this one inherits, key by key.
 * @param retry When and how often to try again.
 * @param circuit How the circuit judges.
 * @param timeLimit How long an attempt, and a call, may take.
 * @param fallback Which failures are answered, and with what.
 */
record PolicyProperties(@Nullable Boolean enabled, @Nullable String base, @Nullable Retry retry,
		@Nullable Circuit circuit, @Nullable TimeLimit timeLimit, @Nullable Fallback fallback) {

	static final PolicyProperties NONE = new PolicyProperties(null, null, null, null, null, null);

	/**
	 * When and how often to try again.
	 *
	 * @param enabled Whether this section does anything.
	 * @param maxAttempts Attempts at most, the first included; 1 for no retry.
	 * @param backoff How long to wait between attempts.
	 * @param retryOn Exception classes to retry; empty for what is transient.
	 * @param abortOn Exception classes never to retry.
	 * @param retryOnResult Name of a Predicate bean that tells results to retry.
	 * @param retryAfterMax Longest wait named by the backend that is honoured.
	 * @param budget How many retries the backend is asked to bear.
	 */
	record Retry(@Nullable Boolean enabled, @Nullable Integer maxAttempts, @Nullable Backoff backoff,
			@Nullable List<String> retryOn, @Nullable List<String> abortOn, @Nullable String retryOnResult,
			@Nullable Duration retryAfterMax, @Nullable Budget budget) {
	}

	/**
	 * How long to wait between attempts.
	 *
	 * @param delay Wait before the first retry.
	 * @param multiplier By what the wait grows with each retry.
	 * @param maxDelay The most that the wait grows to.
	 * @param jitter Fraction of the wait, 0 to 1, by which chance shortens or lengthens
	 * it.
	 */
	record Backoff(@Nullable Duration delay, @Nullable Double multiplier, @Nullable Duration maxDelay,
			@Nullable Double jitter) {
	}

	/**
	 * How many retries the backend is asked to bear.
	 *
	 * @param ratio Share of the calls of the last 10 s that retries may be; 1.0 for no
	 * budget.
	 * @param minPerSecond Retries a second that are allowed whatever the share.
	 */
	record Budget(@Nullable Double ratio, @Nullable Integer minPerSecond) {
	}

	/**
	 * How the circuit judges.
	 *
	 * @param enabled Whether this section does anything.
	 * @param failureThreshold Consecutive failures that open the circuit; 0 for off.
	 * @param failureThresholdSpan How long such a row must last on a busy circuit.
	 * @param failureRateThreshold Percentage of failures that opens the circuit; 0 for
	 * off.
	 * @param slowCallDuration From when on a call is slow; unset for never.
	 * @param slowCallRateThreshold Percentage of slow calls that opens the circuit; 0 for
	 * off.
	 * @param window What the rates are computed over.
	 * @param openDuration How long the circuit stays open.
	 * @param openDurationMultiplier By what that grows with every reopening without a
	 * close between.
	 * @param openDurationMax The most that it grows to.
	 * @param halfOpen How the circuit probes.
	 * @param record Exception classes that count as failures; empty for transient ones.
	 * @param ignore Exception classes that have no vote at all.
	 */
	record Circuit(@Nullable Boolean enabled, @Nullable Integer failureThreshold,
			@Nullable Duration failureThresholdSpan, @Nullable Double failureRateThreshold,
			@Nullable Duration slowCallDuration, @Nullable Double slowCallRateThreshold, @Nullable Window window,
			@Nullable Duration openDuration, @Nullable Double openDurationMultiplier,
			@Nullable Duration openDurationMax, @Nullable HalfOpen halfOpen, @Nullable List<String> record,
			@Nullable List<String> ignore) {
	}

	/**
	 * What the rates are computed over.
	 *
	 * @param type Calls or time.
	 * @param size How many calls a count window holds.
	 * @param duration How much time a time window spans.
	 * @param minimumCalls No rate is computed below this; left out it is never above a
	 * count window's size.
	 */
	record Window(@Nullable WindowType type, @Nullable Integer size, @Nullable Duration duration,
			@Nullable Integer minimumCalls) {
	}

	/**
	 * How the circuit probes.
	 *
	 * @param permittedCalls Probes under way at once.
	 * @param successThreshold Consecutive successful probes that close the circuit.
	 * @param maxDuration A probe that has not come back by then counts as failed.
	 */
	record HalfOpen(@Nullable Integer permittedCalls, @Nullable Integer successThreshold,
			@Nullable Duration maxDuration) {
	}

	/**
	 * How long an attempt, and a call, may take.
	 *
	 * @param enabled Whether this section does anything.
	 * @param timeout How long each attempt may take.
	 * @param total How long the whole call may take, waits included; unset for no limit.
	 * @param interrupt Whether a plain call is interrupted at its limit.
	 * @param runOn The thread that an attempt runs on.
	 */
	record TimeLimit(@Nullable Boolean enabled, @Nullable Duration timeout, @Nullable Duration total,
			@Nullable Boolean interrupt, @Nullable RunOn runOn) {
	}

	/**
	 * Which failures are answered; {@code value}, which can be any YAML, is read apart.
	 *
	 * @param enabled Whether this section does anything.
	 * @param on Exception classes to answer; empty for every Exception.
	 * @param skipOn Exception classes never to answer.
	 * @param empty Whether the answer is the empty value of the return type.
	 */
	record Fallback(@Nullable Boolean enabled, @Nullable List<String> on, @Nullable List<String> skipOn,
			@Nullable Boolean empty) {
	}

}
