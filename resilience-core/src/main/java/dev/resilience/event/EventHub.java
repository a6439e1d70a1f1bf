package dev.resilience.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.OnceReporter;
import org.jspecify.annotations.Nullable;

/** Tells the listeners. Safe for use by many threads; holds no lock while it tells. */
public final class EventHub {

	/** How often a listener may be within itself: each level may have several events. */
	private static final int DEEPEST = 4;

	private final Supplier<List<ResilienceListener>> listeners;

	private final boolean includeMessages;

	private final OnceReporter reporter;

	/**
	 * Who is being told on a thread; empty in between, so it pins no class loader.
	 */
	private final ThreadLocal<List<ResilienceListener>> beingTold = ThreadLocal.withInitial(() -> new ArrayList<>(2));

	/**
	 * Makes a hub.
	 * @param listeners who is told; asked at each event, so that beans can be looked up
	 * late
	 * @param includeMessages whether events may hold the messages of exceptions
	 * @param reporter told of listeners that throw
	 */
	public EventHub(Supplier<List<ResilienceListener>> listeners, boolean includeMessages, OnceReporter reporter) {
		this.listeners = listeners;
		this.includeMessages = includeMessages;
		this.reporter = reporter;
	}

	/**
	 * Whether anybody would listen to an event of this kind; if not, it need not be made.
	 * @param kind the event's class
	 * @return true if somebody would
	 */
	public boolean isHeard(Class<? extends ResilienceEvent> kind) {
		List<ResilienceListener> listeners = present();
		try {
			return isHeard(kind, listeners, listeners.size());
		}
		catch (Throwable ex) {
			// one of them throws, or the list is being changed
			return new ArrayList<>(listeners).stream().anyMatch((listener) -> listens(listener, kind));
		}
	}

	/**
	 * Asks the first few at a place of code each. The compiler learns for each place who
	 * is asked there, so it can put the answer in; in a loop it could not, and asking
	 * would cost more than all else that a refusal does.
	 */
	private static boolean isHeard(Class<? extends ResilienceEvent> kind, List<ResilienceListener> listeners,
			int size) {
		return (size > 0 && listeners.get(0).listensTo(kind)) || (size > 1 && listeners.get(1).listensTo(kind))
				|| (size > 2 && listeners.get(2).listensTo(kind)) || (size > 3 && isHeardFrom(3, kind, listeners));
	}

	private static boolean isHeardFrom(int first, Class<? extends ResilienceEvent> kind,
			List<ResilienceListener> listeners) {
		for (int i = first; i < listeners.size(); i++) {
			if (listeners.get(i).listensTo(kind)) {
				return true;
			}
		}
		return false;
	}

	private boolean listens(ResilienceListener listener, Class<? extends ResilienceEvent> kind) {
		try {
			return listener.listensTo(kind);
		}
		catch (Throwable thrown) {
			this.reporter.report("Listener", listener, "it counts as listening", thrown);
			return true;
		}
	}

	/**
	 * Tells everybody. A listener may make protected calls, and be told of these; but not
	 * without an end, which an alarm would come to whose own backend is down.
	 * @param event what happened
	 */
	public void publish(ResilienceEvent event) {
		List<ResilienceListener> told = this.beingTold.get();
		// a copy: a listener may take itself off the list while it is told
		for (ResilienceListener listener : new ArrayList<>(present())) {
			if (isDeepest(told, listener)) {
				this.reporter.report("Listener " + listener.getClass().getName(),
						"makes protected calls for events of its own calls, and so on; it is told no more of them");
				continue;
			}
			told.add(listener);
			try {
				listener.onEvent(event);
			}
			catch (Throwable thrown) {
				this.reporter.report("Listener", listener, "the call went on without it", thrown);
			}
			finally {
				told.remove(told.size() - 1);
			}
		}
	}

	private static boolean isDeepest(List<ResilienceListener> told, ResilienceListener listener) {
		int times = 0;
		for (int i = 0; i < told.size(); i++) {
			times += (told.get(i) == listener) ? 1 : 0;
		}
		return times >= DEEPEST;
	}

	/**
	 * What may be told of a failure.
	 * @param failure what was thrown
	 * @param category what it was found to be
	 * @return the class, the category, and the message where that is allowed
	 */
	public FailureInfo describe(Throwable failure, FailureCategory category) {
		return new FailureInfo(failure.getClass().getName(), category, this.includeMessages ? message(failure) : null);
	}

	private List<ResilienceListener> present() {
		try {
			return this.listeners.get();
		}
		catch (Throwable ex) {
			this.reporter.report("Supplier of listeners", this.listeners, "nobody is told", ex);
			return List.of();
		}
	}

	private @Nullable String message(Throwable failure) {
		try {
			return failure.getMessage();
		}
		catch (Throwable ex) {
			this.reporter.report("Exception", failure, "its message is not told", ex);
			return null;
		}
	}

}
