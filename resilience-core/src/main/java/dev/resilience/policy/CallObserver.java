package dev.resilience.policy;

/**
 * Watches whole calls from outside of all policies, to trace them for one. Safe for use
 * by many threads.
 */
@FunctionalInterface
public interface CallObserver {

	/** Watches nothing. */
	Watch NOBODY = new Watch() {

		@Override
		public ContextCarrier.Scope restore() {
			return ContextCarrier.NOTHING.restore();
		}

		@Override
		public void ended(CallEnd end) {
			// nobody to tell
		}

	};

	/**
	 * A call begins. Told on the thread on which it does.
	 * @param site what is called
	 * @return what watches this call
	 */
	Watch begin(CallSite site);

	/**
	 * Watches one call. What it puts onto a thread is there wherever the call goes on. To
	 * be off again where those go on whom the call tells its outcome, it must be
	 * something that the engine's {@link ContextCarrier} carries.
	 */
	interface Watch extends ContextCarrier.Carried {

		/**
		 * The call has ended. Told once, before its caller is told.
		 * @param end how
		 */
		void ended(CallEnd end);

	}

}
