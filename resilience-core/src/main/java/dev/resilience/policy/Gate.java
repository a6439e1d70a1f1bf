package dev.resilience.policy;

/**
 * A kind that lets a call in and is told how it ended. Written once for all forms of
 * call: whoever drives the call reports its end, now or later, on this thread or another.
 */
public interface Gate {

	/**
	 * Lets a call in, or refuses it.
	 * @param call the call at the gate
	 * @return what to report the end to; it is told exactly once
	 * @throws RuntimeException if the call is refused
	 */
	Permit admit(Call call);

	/** Admission of one call; it remembers the period in which it was given. */
	interface Permit {

		/**
		 * The call came back.
		 * @param call the call
		 */
		void succeeded(Call call);

		/**
		 * The call failed, was cancelled, or ended in an {@link Error}.
		 * @param call the call
		 * @param failure what it ended with
		 */
		void failed(Call call, Throwable failure);

		/**
		 * Whether the call may make a further attempt under this admission. Asked of a
		 * permit that the gate has told the call of, see {@link Call#admittedBy}.
		 * @return false once the gate would rather not have it
		 */
		boolean allowsAnotherAttempt();

	}

}
