package dev.resilience.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/** Throws in one of the steps of an observation. */
record BrokenHandler(BrokenHandler.At at) implements ObservationHandler<Observation.Context> {

	enum At {

		START, SCOPE_OPENED, EVENT, SCOPE_CLOSED, STOP

	}

	@Override
	public void onStart(Observation.Context context) {
		at(At.START);
	}

	@Override
	public void onScopeOpened(Observation.Context context) {
		at(At.SCOPE_OPENED);
	}

	@Override
	public void onEvent(Observation.Event event, Observation.Context context) {
		at(At.EVENT);
	}

	@Override
	public void onScopeClosed(Observation.Context context) {
		at(At.SCOPE_CLOSED);
	}

	@Override
	public void onStop(Observation.Context context) {
		at(At.STOP);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return true;
	}

	private void at(At step) {
		if (step == this.at) {
			throw new IllegalStateException("broken at " + step);
		}
	}

}
