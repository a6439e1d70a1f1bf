package dev.resilience.reliability.comparison;

import java.time.Duration;
import java.util.List;

/**
 * A while in which the backend is in one state.
 *
 * @param title what is said of it
 * @param state how the backend is
 * @param length how long
 */
record Phase(String title, State state, Duration length) {

	/** How a backend can be. */
	enum State {

		/** Answers after 20 ms. */
		WELL,

		/** Takes every request and answers none. */
		HUNG,

		/** Answers 503 at once, and says when to come back. */
		OVERLOADED,

		/** Answers 500 to three requests of ten. */
		FLAKY

	}

	static List<Phase> all() {
		return List.of(of("well", State.WELL, 5), of("hung", State.HUNG, 8), of("well", State.WELL, 6),
				of("503, Retry-After: 2", State.OVERLOADED, 7), of("well", State.WELL, 6),
				of("30 % are 500", State.FLAKY, 7), of("well", State.WELL, 3));
	}

	private static Phase of(String title, State state, int seconds) {
		return new Phase(title, state, Duration.ofSeconds(seconds));
	}

	int seconds() {
		return (int) this.length.toSeconds();
	}

}
