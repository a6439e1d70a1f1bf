package dev.resilience.history;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Plain calls, each on a thread of its own. */
final class PlainRun extends EngineRun {

	private final ExecutorService threads = Executors.newCachedThreadPool((work) -> {
		Thread thread = new Thread(work);
		thread.setDaemon(true);
		return thread;
	});

	PlainRun(Setup setup, long start) {
		super(setup, start);
	}

	@Override
	protected void begin(Caller caller, boolean deaf) {
		this.activity.work();
		this.threads.execute(() -> {
			caller.thread = Thread.currentThread();
			Caller.setCurrent(caller);
			String outcome;
			try {
				outcome = this.calls.<Object, Throwable>call(() -> enter(caller).stay(deaf)).toString();
			}
			catch (Throwable thrown) {
				outcome = describe(thrown);
			}
			over(caller, outcome + (Thread.interrupted() ? ", interrupted" : ""));
			Caller.setCurrent(null);
			this.activity.rest();
		});
	}

	@Override
	protected void end(Attempt attempt, Ending ending) {
		attempt.endStay(ending);
	}

	@Override
	protected void giveUp(Caller caller) {
		caller.thread.interrupt();
	}

	@Override
	public void close() {
		super.close();
		this.threads.shutdownNow();
	}

}
