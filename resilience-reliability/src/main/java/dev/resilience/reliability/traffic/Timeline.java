package dev.resilience.reliability.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * What the calls brought. A call belongs to the moment at which it was due, and its
 * latency is counted from there, whenever it was really sent.
 */
public final class Timeline {

	private final Queue<Ended> calls = new ConcurrentLinkedQueue<>();

	/** What a user got. */
	public enum Result {

		/** The backend's answer. */
		ANSWERED,

		/** A stand-in. */
		DEGRADED,

		/** An error, or nothing for so long that the user went away. */
		FAILED

	}

	/** A call that is over. */
	private record Ended(double due, double millis, Result result) {
	}

	/**
	 * Adds a call. May be called by any thread.
	 * @param due when the call was due, in seconds since the beginning
	 * @param millis how long the user waited
	 * @param result what the user got
	 */
	public void add(double due, double millis, Result result) {
		this.calls.add(new Ended(due, millis, result));
	}

	/**
	 * The calls that were due within a while.
	 * @param from its begin, in seconds
	 * @param to its end, in seconds; not included
	 * @return these calls
	 */
	public Share between(double from, double to) {
		return share((call) -> call.due >= from && call.due < to);
	}

	/**
	 * All calls.
	 * @return all
	 */
	public Share all() {
		return share((call) -> true);
	}

	private Share share(Predicate<Ended> belongs) {
		return new Share(this.calls.stream().filter(belongs).toList());
	}

	/** Some of the calls. */
	public static final class Share {

		private final List<Ended> calls;

		private final double[] sorted;

		private Share(List<Ended> calls) {
			this.calls = calls;
			this.sorted = calls.stream().mapToDouble(Ended::millis).sorted().toArray();
		}

		/**
		 * How many they are.
		 * @return the number
		 */
		public int calls() {
			return this.calls.size();
		}

		/**
		 * How many brought this.
		 * @param result what the user got
		 * @return the number
		 */
		public long of(Result result) {
			return this.calls.stream().filter((call) -> call.result == result).count();
		}

		/**
		 * The latency that so many of the calls did not exceed, exactly.
		 * @param percent how many of a hundred
		 * @return milliseconds; NaN without calls
		 */
		public double percentile(double percent) {
			if (this.sorted.length == 0) {
				return Double.NaN;
			}
			int index = (int) Math.ceil(percent / 100 * this.sorted.length) - 1;
			return this.sorted[Math.max(index, 0)];
		}

		/**
		 * The longest latency.
		 * @return milliseconds; NaN without calls
		 */
		public double longest() {
			return Arrays.stream(this.sorted).max().orElse(Double.NaN);
		}

	}

}
