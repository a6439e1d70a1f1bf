package dev.resilience.time;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A stack (Treiber, 1986) onto which many threads push, and which one thread takes whole.
 * What is over while it is on top is taken off at once, by who ended it: most of what
 * comes is gone before that thread looks, and leaves nothing to tidy up.
 * <p>
 * Nothing is pushed twice. So what is on top has been there since it was pushed, and what
 * is below it is what was there then: the usual trouble of such a stack, that the same
 * top stands on something else, cannot be.
 */
final class Arrivals {

	/**
	 * Volatile, changed by compare-and-set or swap alone: each publishes what was written
	 * into the arrival before, and whoever takes an arrival off is the only one to.
	 */
	private final AtomicReference<@Nullable Arrival> top = new AtomicReference<>();

	/** What hangs in the stack. */
	abstract static class Arrival {

		/**
		 * This and {@link #height} are plain: written before the push that publishes
		 * them. Who takes an arrival off writes null; one that looks at it still, and
		 * sees that, fails at its compare-and-set.
		 */
		private @Nullable Arrival below;

		private int height;

		/** Whether nobody wants it any more; never false again once it is true. */
		abstract boolean isOver();

	}

	/** Pushes one; returns how many there may be at most. */
	int push(Arrival arrival) {
		Arrival latest;
		do {
			latest = this.top.get();
			arrival.below = latest;
			arrival.height = (latest != null) ? latest.height + 1 : 1;
		}
		while (!this.top.compareAndSet(latest, arrival));
		return arrival.height;
	}

	/**
	 * Takes off one that is over, with those below it that are too.
	 * @return false if it is not on top, or not there any more
	 */
	boolean tryTakeOff(Arrival over) {
		boolean taken = false;
		Arrival present = over;
		while (present != null && present.isOver()) {
			Arrival below = present.below;
			if (!this.top.compareAndSet(present, below)) {
				return taken;
			}
			taken = true;
			// who keeps it does not keep the others
			present.below = null;
			present = below;
		}
		return taken;
	}

	/** Takes all; returns the latest, for {@link #next} to go on from. */
	@Nullable Arrival takeAll() {
		return this.top.getAndSet(null);
	}

	/** The one that came before one that was taken; to be asked once. */
	static @Nullable Arrival next(Arrival taken) {
		Arrival below = taken.below;
		taken.below = null;
		return below;
	}

}
