package dev.resilience.history;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Somebody who makes calls to the engine, one after the other. */
final class Caller {

	private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

	final int number;

	/** Counts this caller's calls. */
	int call;

	/** The thread of a plain call, or what a later one has returned. */
	volatile Thread thread;

	volatile CompletableFuture<?> future;

	private volatile boolean calling;

	private volatile Attempt attempt;

	private volatile Long waitsUntil;

	Caller(int number) {
		this.number = number;
	}

	/** For whom this thread is at work. */
	static Caller current() {
		return CURRENT.get();
	}

	static Caller setCurrent(Caller caller) {
		Caller before = CURRENT.get();
		CURRENT.set(caller);
		return before;
	}

	void begin() {
		this.call++;
		this.calling = true;
	}

	boolean isCalling() {
		return this.calling;
	}

	void over() {
		this.calling = false;
		this.attempt = null;
		this.waitsUntil = null;
	}

	void enter(Attempt attempt) {
		this.waitsUntil = null;
		this.attempt = attempt;
	}

	void waitFrom(long now, Duration delay) {
		this.waitsUntil = now + delay.toNanos();
	}

	/** The attempt that is under way, or null. */
	Attempt attempt() {
		Attempt present = this.attempt;
		return (present == null || present.isOver()) ? null : present;
	}

	/** The call goes on without the attempt. */
	Attempt leaveAttempt() {
		Attempt left = attempt();
		this.attempt = null;
		return left;
	}

	@Override
	public String toString() {
		Attempt present = attempt();
		Long until = this.waitsUntil;
		return (present != null) ? present.toString() : (until != null) ? "waits until " + until : "is on its way";
	}

}
