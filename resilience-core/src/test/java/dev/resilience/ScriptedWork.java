package dev.resilience;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that fails or answers as a test has written down, and counts how often it ran. */
public final class ScriptedWork implements ThrowingSupplier<Object, Throwable> {

	private final AtomicInteger calls = new AtomicInteger();

	private final Queue<Object> script;

	private final Object last;

	private ScriptedWork(List<?> script, Object last) {
		this.script = new ArrayDeque<>(script);
		this.last = last;
	}

	/**
	 * Work that fails in turn with each of the failures, and then answers "done".
	 * @param failures what it throws
	 * @return the work
	 */
	public static ScriptedWork failing(Throwable... failures) {
		return new ScriptedWork(List.of(failures), "done");
	}

	/**
	 * Work that always fails with the same instance.
	 * @param failure what it throws
	 * @return the work
	 */
	public static ScriptedWork alwaysFailing(Throwable failure) {
		return new ScriptedWork(List.of(), failure);
	}

	/**
	 * Work that answers each of the results in turn, and the last of them from then on.
	 * @param results what it returns
	 * @return the work
	 */
	public static ScriptedWork returning(Object... results) {
		return new ScriptedWork(List.of(results), results[results.length - 1]);
	}

	@Override
	public Object get() throws Throwable {
		this.calls.incrementAndGet();
		Object next = this.script.poll();
		Object outcome = (next != null) ? next : this.last;
		if (outcome instanceof Throwable failure) {
			throw failure;
		}
		return outcome;
	}

	/**
	 * How often it ran.
	 * @return the number of calls
	 */
	public int calls() {
		return this.calls.get();
	}

}
