package dev.resilience.history;

import java.time.Duration;
import java.util.List;

/**
 * Looks for a deviation in a history, and for the shortest history that still has one.
 */
final class Search {

	/**
	 * How long the engine's threads may take for a step; only a deviation takes it all.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration LITTLE_PATIENCE = Duration.ofMillis(200);

	private Search() {
	}

	/**
	 * What was found.
	 *
	 * @param history the shortest that deviates
	 * @param first the deviation of the whole history
	 * @param last the deviation of the shortest, or null if it does not always deviate
	 */
	record Found(History history, Replay.Deviation first, Replay.Deviation last) {

		@Override
		public String toString() {
			return "The engine differs from the model: " + this.first + System.lineSeparator() + "shrunk to "
					+ this.history + System.lineSeparator() + this.last;
		}

	}

	/**
	 * Looks for a deviation.
	 * @param real what the engine is set up with
	 * @param patience how long its threads may take for a step
	 * @return what was found, or null
	 */
	static Found in(History history, Setup real, Duration patience) {
		Replay.Deviation first = Replay.of(history, real, patience);
		if (first == null) {
			return null;
		}
		List<Step> upToThere = history.steps().subList(0, Math.min(first.step() + 1, history.steps().size()));
		History shortest = history.with(Shrinker.shrink(upToThere, (shorter) -> {
			Replay.Deviation last = Replay.of(history.with(shorter), real, LITTLE_PATIENCE);
			return last != null && last.isLike(first);
		}));
		return new Found(shortest, first, Replay.of(shortest, real, LITTLE_PATIENCE));
	}

}
