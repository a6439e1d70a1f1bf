package dev.resilience.history;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One attempt in the engine, until a step ends it. */
final class Attempt {

	private final int number;

	private final String name;

	private final Activity activity;

	private final Thread thread = Thread.currentThread();

	/** What a method returns whose outcome comes later. */
	private final CompletableFuture<Object> source = new CompletableFuture<>();

	/** Whether it has been counted as at work again. */
	private final AtomicBoolean awake = new AtomicBoolean();

	private volatile Ending ending;

	private volatile boolean over;

	Attempt(int number, String name, Activity activity) {
		this.number = number;
		this.name = name;
		this.activity = activity;
	}

	/** A method that stays on its thread until a step ends it. */
	Object stay(boolean deaf) throws Throwable {
		this.activity.rest();
		try {
			if (deaf) {
				waitDeafly();
			}
			else {
				waitForEnding();
			}
		}
		finally {
			this.over = true;
		}
		if (this.ending.isFailure()) {
			throw Planned.of(this.ending, this.name);
		}
		return this.ending + " " + this.name;
	}

	private void waitForEnding() throws Planned.Interrupt {
		while (this.ending == null) {
			if (Thread.interrupted()) {
				wake();
				throw new Planned.Interrupt(this.name);
			}
			LockSupport.park(this);
		}
	}

	private void wake() {
		if (this.awake.compareAndSet(false, true)) {
			this.activity.work();
		}
	}

	/** The flag stays up, as in a method that never looks at it. */
	private void waitDeafly() {
		while (this.ending == null) {
			if (Thread.currentThread().isInterrupted()) {
				Thread.yield();
			}
			else {
				LockSupport.park(this);
			}
		}
	}

	/** A method that returns at once what a step ends later. */
	CompletableFuture<Object> source() {
		return this.source;
	}

	/** Ends a method that stays on its thread. */
	void endStay(Ending ending) {
		wake();
		this.ending = ending;
		LockSupport.unpark(this.thread);
	}

	/** Ends one whose outcome comes later. */
	void endSource(Ending ending) {
		if (ending.isFailure()) {
			this.source.completeExceptionally(Planned.of(ending, this.name));
		}
		else {
			this.source.complete(ending + " " + this.name);
		}
	}

	boolean isOver() {
		return this.over || this.source.isDone();
	}

	@Override
	public String toString() {
		return "in attempt " + this.number + (this.thread.isInterrupted() ? ", interrupted" : "");
	}

}
