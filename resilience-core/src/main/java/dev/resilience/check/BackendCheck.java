package dev.resilience.check;

import dev.resilience.ThrowingRunnable;

/**
 * Asks a backend whether it is there. In Spring every bean of this type is found; a
 * lambda will do: <pre class="code">
 * &#064;Bean
 * BackendCheck vectorStoreCheck(VectorStore store) {
 *     return BackendCheck.of("vector-store", () -&gt; store.ping());
 * }
 * </pre> It is called on threads of the library's own, from time to time, and never twice
 * at once. Nobody's context is on them: it asks for nobody in particular. It should cost
 * the backend little and change nothing there. It may call methods that carry our
 * annotations; then it hears what the policy makes of the backend's answer, a refusal of
 * an open circuit for one.
 */
public interface BackendCheck {

	/**
	 * What the backend is called in health, in the inventory and in the configuration.
	 * @return the name, not blank, always the same, and no other check's
	 */
	String name();

	/**
	 * Asks the backend. If that takes longer than the configured limit, the backend
	 * counts as not reachable and the thread is interrupted.
	 * @throws Exception what went wrong: the backend is not reachable then. An
	 * {@link Error} counts too
	 */
	void check() throws Exception;

	/**
	 * A check of a few words.
	 * @param name what the backend is called
	 * @param check asks it, and throws what went wrong
	 * @return the check
	 */
	static BackendCheck of(String name, ThrowingRunnable<? extends Exception> check) {
		return new NamedCheck(name, check);
	}

}
