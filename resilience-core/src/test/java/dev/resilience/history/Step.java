package dev.resilience.history;

import java.time.Duration;

import dev.resilience.circuit.Circuit;

/**
 * Something that happens to a policy. Callers are numbered; a step that makes no sense at
 * the time (a caller who is in a call begins another) does nothing, so a history stays
 * one when steps are taken out.
 */
sealed interface Step {

	/**
	 * A caller begins a call.
	 *
	 * @param deaf whether the method does not listen to interrupts
	 */
	record Begin(int caller, boolean deaf) implements Step {
	}

	/** The attempt that a caller's call is in ends. */
	record End(int caller, Ending ending) implements Step {
	}

	/** A caller gives up: a plain call's thread is interrupted, a future cancelled. */
	record GiveUp(int caller) implements Step {
	}

	/** Time passes. */
	record Pass(Duration time) implements Step {
	}

	/**
	 * Time passes up to the next moment at which time alone changes something that no
	 * thread waits for.
	 *
	 * @param nanos how much after that moment it is then
	 */
	record PassToChange(int nanos) implements Step {
	}

	/** Somebody acts by hand. */
	record Act(Action action) implements Step {
	}

	/** What can be done by hand. */
	enum Action {

		FORCE_OPEN, CLOSE, DISABLE, RESET;

		void on(Circuit circuit) {
			switch (this) {
				case FORCE_OPEN -> circuit.forceOpen();
				case CLOSE -> circuit.close();
				case DISABLE -> circuit.disable();
				case RESET -> circuit.reset();
			}
		}

	}

}
