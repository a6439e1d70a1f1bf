package dev.resilience.history;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Calls whose outcome comes later, all begun and ended by the thread that steps. */
final class LaterRun extends EngineRun {

	LaterRun(Setup setup, long start) {
		super(setup, start);
	}

	@Override
	protected void begin(Caller caller, boolean deaf) {
		Caller.setCurrent(caller);
		CompletableFuture<Object> future = this.calls.callAsync(() -> enter(caller).source());
		caller.future = future;
		Caller.setCurrent(null);
		future.whenComplete(
				(result, failure) -> over(caller, (failure != null) ? describe(failure) : Objects.toString(result)));
	}

	@Override
	protected void end(Attempt attempt, Ending ending) {
		attempt.endSource(ending);
	}

	@Override
	protected void giveUp(Caller caller) {
		caller.future.cancel(true);
	}

}
