package dev.resilience.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a backend does, call by call, and how often it was called. */
public final class Backend {

	private final Deque<Object> acts = new ArrayDeque<>();

	private final Object usual;

	private int calls;

	private Backend(Object usual) {
		this.usual = usual;
	}

	/** One that fails always. */
	public static Backend failing(Throwable failure) {
		return new Backend(failure);
	}

	/** One that answers, after it has done something else a few times. */
	public static Backend answering(Object answer, Object... first) {
		Backend backend = new Backend(answer);
		backend.acts.addAll(List.of(first));
		return backend;
	}

	/** A call. */
	@SuppressWarnings("unchecked")
	public synchronized <T> T call() {
		this.calls++;
		Object act = this.acts.isEmpty() ? this.usual : this.acts.poll();
		if (act instanceof Throwable failure) {
			throw Backend.<RuntimeException>sneaky(failure);
		}
		return (T) act;
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X sneaky(Throwable failure) throws X {
		throw (X) failure;
	}

	/** How often it was called. */
	public synchronized int calls() {
		return this.calls;
	}

}
