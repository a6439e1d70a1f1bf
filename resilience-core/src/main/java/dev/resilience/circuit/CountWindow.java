package dev.resilience.circuit;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.Thresholds.Trip;
import org.jspecify.annotations.Nullable;

/**
 * Exactly the latest votes, so many of them. A ring of votes, and one word that says
 * where the ring begins and what it holds; both cost the same whatever the size.
 * <p>
 * A vote is taken in by one compare-and-set of the word, which is the moment at which it
 * happens. The new word still holds the vote itself; it goes to its place in the ring
 * afterwards, by the thread that cast it or by the next one, whoever comes first. So
 * nobody waits for a thread that was held up between the two. Each place remembers the
 * lap in which it was written, so that one who was held up for long cannot write an old
 * vote over a newer one. (The technique, "helping", is that of the first lock-free queue
 * of Michael and Scott, 1996.)
 * <p>
 * The word: lap 13 bits, latest vote 2, full 1, head, failures and slow calls 16 each. A
 * compare-and-set could be fooled only by a thread that stands still for exactly 8,192
 * laps of the ring.
 */
final class CountWindow implements VoteWindow {

	static final int LARGEST = (1 << 16) - 1;

	private static final int FAILED = 1;

	private static final int SLOW = 2;

	private static final int FIELD_MASK = (1 << 16) - 1;

	private static final int FAILURES_SHIFT = 16;

	private static final int HEAD_SHIFT = 32;

	private static final long FULL = 1L << 48;

	private static final int VOTE_SHIFT = 49;

	private static final int LAP_SHIFT = 51;

	private static final int LAP_MASK = (1 << 13) - 1;

	private final int size;

	/** Each place: the lap in which it was written, then the two bits of the vote. */
	private final AtomicIntegerArray ring;

	/**
	 * Starts in lap 1, so that a place that was never written belongs to an earlier one.
	 */
	private final AtomicLong word = new AtomicLong(1L << LAP_SHIFT);

	CountWindow(int size) {
		this.size = size;
		this.ring = new AtomicIntegerArray(size);
	}

	@Override
	public @Nullable Trip record(boolean failure, boolean slow, Thresholds thresholds) {
		int vote = (failure ? FAILED : 0) | (slow ? SLOW : 0);
		while (true) {
			long before = this.word.get();
			putLatestVoteInPlace(before);
			long after = next(before, vote);
			if (this.word.compareAndSet(before, after)) {
				putLatestVoteInPlace(after);
				return thresholds.judge(calls(after), failures(after), slowCalls(after));
			}
		}
	}

	@Override
	public WindowCounts counts() {
		long now = this.word.get();
		return new WindowCounts(calls(now), failures(now), slowCalls(now));
	}

	/**
	 * The place is only written while the word still is what it was when the place was
	 * read: a place changes at most once in the life of a word, so the compare-and-set of
	 * one who comes too late fails.
	 */
	private void putLatestVoteInPlace(long now) {
		int place = (head(now) == 0) ? this.size - 1 : head(now) - 1;
		int lap = (head(now) == 0) ? (lap(now) - 1) & LAP_MASK : lap(now);
		int written = (lap << 2) | ((int) (now >>> VOTE_SHIFT) & 3);
		int there = this.ring.get(place);
		if (there >>> 2 != lap && this.word.get() == now) {
			this.ring.compareAndSet(place, there, written);
		}
	}

	private long next(long before, int vote) {
		int head = head(before);
		// a place that was never written holds no vote
		int dropped = this.ring.get(head) & 3;
		int failures = failures(before) + (vote & FAILED) - (dropped & FAILED);
		int slowCalls = slowCalls(before) + ((vote - (vote & FAILED) - dropped + (dropped & FAILED)) >> 1);
		boolean lapDone = (head + 1 == this.size);
		int lap = lapDone ? (lap(before) + 1) & LAP_MASK : lap(before);
		long full = lapDone ? FULL : before & FULL;
		return ((long) lap << LAP_SHIFT) | ((long) vote << VOTE_SHIFT) | full
				| ((long) (lapDone ? 0 : head + 1) << HEAD_SHIFT) | ((long) failures << FAILURES_SHIFT) | slowCalls;
	}

	private int calls(long now) {
		return ((now & FULL) != 0) ? this.size : head(now);
	}

	private static int head(long now) {
		return (int) (now >>> HEAD_SHIFT) & FIELD_MASK;
	}

	private static int failures(long now) {
		return (int) (now >>> FAILURES_SHIFT) & FIELD_MASK;
	}

	private static int slowCalls(long now) {
		return (int) now & FIELD_MASK;
	}

	private static int lap(long now) {
		return (int) (now >>> LAP_SHIFT) & LAP_MASK;
	}

}
