package dev.resilience.policy;

import dev.resilience.failure.OnceReporter;
import dev.resilience.time.TimeSource;

/** A call of a method that does nothing. */
public final class IdleCall extends Call {

	/**
	 * Makes the call.
	 * @param time the clock
	 */
	public IdleCall(TimeSource time) {
		super(new CallSite("Backend#call", "backend", time, () -> ContextCarrier.NOTHING,
				new StackedRetries(new OnceReporter())));
	}

	@Override
	protected Object invoke() {
		return "done";
	}

	@Override
	public Object[] arguments() {
		return new Object[0];
	}

}
