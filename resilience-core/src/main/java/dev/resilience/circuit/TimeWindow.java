package dev.resilience.circuit;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.Thresholds.Trip;
import dev.resilience.time.RollingCounts;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The votes of the last while. Time is cut into slices, so a vote is forgotten when it is
 * at most the while old, and at least 63/64 of it.
 * <p>
 * Where a slice is long, successes are counted by the coarse clock; one may then be
 * forgotten earlier by as much as that clock lags behind. Whatever could open the circuit
 * is counted, and the window is judged and read, by the exact clock.
 */
final class TimeWindow implements VoteWindow {

	private static final int SLICES = 64;

	private static final int CALLS = 0;

	private static final int FAILURES = 1;

	private static final int SLOW_CALLS = 2;

	private final TimeSource time;

	private final RollingCounts votes;

	private final boolean coarse;

	TimeWindow(long nanos, TimeSource time) {
		this.time = time;
		this.votes = new RollingCounts(nanos, SLICES, 3, time.nanos());
		this.coarse = nanos / SLICES >= TimeSource.LONG_AGAINST_LAG;
	}

	@Override
	public @Nullable Trip record(boolean failure, boolean slow, Thresholds thresholds) {
		boolean coarse = this.coarse && !failure && !slow;
		long now = coarse ? this.time.coarseNanos() : this.time.nanos();
		this.votes.add(now, CALLS);
		if (failure) {
			this.votes.add(now, FAILURES);
		}
		if (slow) {
			this.votes.add(now, SLOW_CALLS);
		}
		if (!this.votes.hasAny(now, FAILURES) && !this.votes.hasAny(now, SLOW_CALLS)) {
			return null;
		}
		return judge(coarse ? this.time.nanos() : now, thresholds);
	}

	/**
	 * A vote is counted before its kind; so of what is summed no more than all can have
	 * failed.
	 */
	private @Nullable Trip judge(long now, Thresholds thresholds) {
		long[] sums = this.votes.sums(now);
		return thresholds.judge(sums[CALLS], sums[FAILURES], sums[SLOW_CALLS]);
	}

	@Override
	public WindowCounts counts() {
		long[] sums = this.votes.sums(this.time.nanos());
		return new WindowCounts(sums[CALLS], sums[FAILURES], sums[SLOW_CALLS]);
	}

}
