package dev.resilience.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what the engine writes to the platform's logger. */
public final class ReportedWarnings extends Handler {

	private static final Logger LOGGER = Logger.getLogger("dev.resilience");

	private final List<String> messages = new CopyOnWriteArrayList<>();

	/** Begins to listen. */
	public ReportedWarnings() {
		LOGGER.addHandler(this);
		LOGGER.setUseParentHandlers(false);
	}

	@Override
	public void publish(LogRecord logged) {
		this.messages.add(logged.getMessage());
	}

	@Override
	public void flush() {
	}

	/** Ends the listening. */
	@Override
	public void close() {
		LOGGER.removeHandler(this);
		LOGGER.setUseParentHandlers(true);
	}

	/**
	 * What was written.
	 * @return the messages in their order
	 */
	public List<String> messages() {
		return List.copyOf(this.messages);
	}

}
