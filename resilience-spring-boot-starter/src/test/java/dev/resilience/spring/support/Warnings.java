package dev.resilience.spring.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the core says where there is no listener: by the platform's logger. */
public final class Warnings extends Handler {

	private static final Logger LOGGER = Logger.getLogger("dev.resilience");

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private Warnings() {
	}

	public static Warnings listen() {
		Warnings warnings = new Warnings();
		LOGGER.setLevel(Level.ALL);
		LOGGER.addHandler(warnings);
		return warnings;
	}

	public List<String> messages() {
		return this.messages;
	}

	@Override
	public void publish(LogRecord record) {
		this.messages.add(record.getMessage());
	}

	@Override
	public void flush() {
		// nothing is held back
	}

	@Override
	public void close() {
		LOGGER.removeHandler(this);
		LOGGER.setLevel(null);
	}

}
