package dev.resilience.spring.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** What a backend does, call by call, and how often it was called. */
public final class Script {

	private final Deque<Object> acts = new ArrayDeque<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final Object usual;

	private Script(Object usual) {
		this.usual = usual;
	}

	/** Fails always, in a way that a retry may mend. */
	public static Script failing() {
		return failing(new IllegalStateException("secret-message"));
	}

	public static Script failing(Throwable failure) {
		return new Script(failure);
	}

	public static Script answering(Object answer) {
		return new Script(answer);
	}

	/** What the next calls bring: an answer, or a failure to throw. */
	public synchronized Script first(Object... acts) {
		for (Object act : acts) {
			this.acts.add(act);
		}
		return this;
	}

	/** Nothing of what was to come first any more. */
	public synchronized void forget() {
		this.acts.clear();
	}

	/** One call of the backend. */
	@SuppressWarnings("unchecked")
	public synchronized <T> T play() {
		this.calls.incrementAndGet();
		Object act = this.acts.isEmpty() ? this.usual : this.acts.poll();
		if (act instanceof Throwable failure) {
			throw Script.<RuntimeException>sneaky(failure);
		}
		return (T) act;
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X sneaky(Throwable failure) throws X {
		throw (X) failure;
	}

	public int calls() {
		return this.calls.get();
	}

}
