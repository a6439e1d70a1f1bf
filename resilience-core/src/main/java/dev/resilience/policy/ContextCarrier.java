package dev.resilience.policy;

import org.jspecify.annotations.Nullable;

/**
 * Carries what hangs on the caller's thread (its class loader, what is to be logged, who
 * is logged in) to the threads on which a call goes on. Safe for use by many threads.
 */
@FunctionalInterface
public interface ContextCarrier {

	/** Carries nothing. */
	Carried NOTHING = () -> () -> {
	};

	/** The context class loader and nothing else: what the JDK itself knows of. */
	ContextCarrier CLASS_LOADER = () -> classLoader(Thread.currentThread().getContextClassLoader());

	/**
	 * A context class loader and nothing else.
	 * @param loader the loader, or null for none
	 * @return what puts it onto a thread
	 */
	static Carried classLoader(@Nullable ClassLoader loader) {
		return () -> {
			Thread thread = Thread.currentThread();
			ClassLoader before = thread.getContextClassLoader();
			thread.setContextClassLoader(loader);
			return () -> thread.setContextClassLoader(before);
		};
	}

	/**
	 * Takes the context of the calling thread.
	 * @return the context
	 */
	Carried capture();

	/**
	 * The context of something else than a thread.
	 * @param source what has it, a subscriber's context for one
	 * @return what of it belongs onto a thread
	 */
	default Carried of(Object source) {
		return NOTHING;
	}

	/** What was taken; may be put back many times, by many threads at once. */
	@FunctionalInterface
	interface Carried {

		/**
		 * Puts the context onto the calling thread.
		 * @return takes it off again, and puts back what was there
		 */
		Scope restore();

		/**
		 * This, and then another on top of it.
		 * @param other what counts where both have something
		 * @return both
		 */
		default Carried and(Carried other) {
			return () -> {
				Scope outer = restore();
				Scope inner;
				try {
					inner = other.restore();
				}
				catch (Throwable failure) {
					outer.close();
					throw failure;
				}
				return () -> {
					try {
						inner.close();
					}
					finally {
						outer.close();
					}
				};
			};
		}

	}

	/** While the context is on a thread. */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
