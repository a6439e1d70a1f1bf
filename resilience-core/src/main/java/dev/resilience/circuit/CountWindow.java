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
 * nobody waits for a thread that was held up between the two. (The technique, "helping",
 * is that of the first lock-free queue of Michael and Scott, 1996.)
 * <p>
 * A window that is full of successes is the same window after one more success. Such a
 * vote happens when the word is read, and writes nothing: threads that succeed share no
 * line of memory that anybody changes.
 * <p>
 * The word: position 29 bits, latest vote 2, full 1, failures and slow calls 16 each. A
 * compare-and-set could be fooled only by a thread that stands still for exactly 2^29
 * votes that are written.
 */
final class CountWindow implements VoteWindow {

	static final int LARGEST = (1 << 16) - 1;

	private static final int FAILED = 1;

	private static final int SLOW = 2;

	private static final int KINDS = FAILED | SLOW;

	/** A place's number of changes lies above its vote. */
	private static final int ONE_CHANGE = KINDS + 1;

	private static final int FIELD_MASK = (1 << 16) - 1;

	private static final int FAILURES_SHIFT = 16;

	private static final long FULL = 1L << 32;

	/** Full, no failure and no slow call. */
	private static final long HEALTHY_MASK = (FULL << 1) - 1;

	private static final int VOTE_SHIFT = 33;

	private static final int POSITION_SHIFT = 35;

	private final int size;

	/**
	 * Each place: how often it was changed, then the two bits of the vote. A power of two
	 * of them, so that a position need not be divided to find its place, and may
	 * overflow. Volatile in all its uses, as the word is: who has read the word finds the
	 * places as they were when it was written, or newer; if newer, his compare-and-set of
	 * the word fails.
	 */
	private final AtomicIntegerArray ring;

	/**
	 * Volatile in all its uses: a vote that was cast is seen by the next, also by one
	 * that then writes nothing.
	 */
	private final AtomicLong word = new AtomicLong();

	CountWindow(int size) {
		this.size = size;
		this.ring = new AtomicIntegerArray(Integer.highestOneBit(2 * size - 1));
	}

	@Override
	public @Nullable Trip record(boolean failure, boolean slow, Thresholds thresholds) {
		int vote = (failure ? FAILED : 0) | (slow ? SLOW : 0);
		while (true) {
			long before = this.word.get();
			if (vote == 0 && (before & HEALTHY_MASK) == FULL) {
				return null;
			}
			putLatestVoteInPlace(before);
			long after = next(before, vote);
			if (this.word.compareAndSet(before, after)) {
				putLatestVoteInPlace(after);
				return thresholds.judge(calls(after), failures(after), slowCalls(after));
			}
			// lets the one who was faster leave with the word in his cache
			Thread.onSpinWait();
		}
	}

	@Override
	public WindowCounts counts() {
		long now = this.word.get();
		return new WindowCounts(calls(now), failures(now), slowCalls(now));
	}

	/**
	 * The place is only written if it holds another vote while the word still is what it
	 * was; then it must be changed before the word can be. So one who comes too late
	 * finds one change more than he has seen, and his compare-and-set fails. A place that
	 * holds the right vote already is left alone.
	 */
	private void putLatestVoteInPlace(long now) {
		int place = place(position(now) - 1);
		int vote = (int) (now >>> VOTE_SHIFT) & KINDS;
		int there = this.ring.get(place);
		if ((there & KINDS) != vote && this.word.get() == now) {
			this.ring.compareAndSet(place, there, ((there & ~KINDS) + ONE_CHANGE) | vote);
		}
	}

	private long next(long before, int vote) {
		int position = position(before) + 1;
		// a place that was never written holds no vote
		int dropped = this.ring.get(place(position - 1 - this.size)) & KINDS;
		int failures = failures(before) + (vote & FAILED) - (dropped & FAILED);
		int slowCalls = slowCalls(before) + ((vote & SLOW) - (dropped & SLOW)) / SLOW;
		long full = (position == this.size) ? FULL : before & FULL;
		return ((long) position << POSITION_SHIFT) | ((long) vote << VOTE_SHIFT) | full
				| ((long) failures << FAILURES_SHIFT) | slowCalls;
	}

	private int place(int position) {
		return position & (this.ring.length() - 1);
	}

	private int calls(long now) {
		return ((now & FULL) != 0) ? this.size : position(now);
	}

	private static int position(long now) {
		return (int) (now >>> POSITION_SHIFT);
	}

	private static int failures(long now) {
		return (int) (now >>> FAILURES_SHIFT) & FIELD_MASK;
	}

	private static int slowCalls(long now) {
		return (int) now & FIELD_MASK;
	}

}
