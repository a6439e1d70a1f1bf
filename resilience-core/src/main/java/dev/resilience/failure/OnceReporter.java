package dev.resilience.failure;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells once that a user's own extension (a listener, a classifier, a predicate) throws:
 * it must harm no call, but nobody should have to guess why it does nothing.
 */
public final class OnceReporter {

	/** The platform's logger: the core depends on no logging library. */
	private static final Logger LOGGER = System.getLogger("dev.resilience");

	/** Bounds the memory where extensions are made without end. */
	private static final int MOST = 1_000;

	private final Map<String, Boolean> told = new ConcurrentHashMap<>();

	/**
	 * Logs a warning, the first time that this extension throws.
	 * @param what the sort of extension, as {@code "Failure classifier"}
	 * @param extension the extension
	 * @param consequence what is done instead
	 * @param thrown what it threw
	 */
	public void report(String what, Object extension, String consequence, Throwable thrown) {
		String name = what + " " + extension.getClass().getName();
		report(name, "threw " + thrown.getClass().getName() + "; " + consequence);
	}

	/**
	 * Logs a warning, the first time that this is said of somebody.
	 * @param who begins the sentence, and is told of once
	 * @param what the rest of the sentence
	 */
	public void report(String who, String what) {
		if (this.told.size() < MOST && this.told.putIfAbsent(who, Boolean.TRUE) == null) {
			LOGGER.log(Level.WARNING, who + " " + what + ". This is reported once.");
		}
	}

}
