package dev.resilience.spring.failure;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/** Reads a Retry-After header: seconds or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {

	/** More than anybody waits; keeps absurd numbers from overflowing. */
	private static final Duration ENDLESS = Duration.ofDays(36_500);

	private static final int LONGEST_NUMBER = 10;

	private RetryAfter() {
	}

	/**
	 * How long the header asks to wait.
	 * @param header the header's value, or null
	 * @param now the present, against which a date is held
	 * @return the time from now, zero for a date that has passed, or null if there is no
	 * header or it makes no sense
	 */
	static @Nullable Duration parse(@Nullable String header, Instant now) {
		String text = (header != null) ? header.trim() : "";
		if (text.isEmpty()) {
			return null;
		}
		if (text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return (text.length() > LONGEST_NUMBER) ? ENDLESS : Duration.ofSeconds(Long.parseLong(text));
		}
		try {
			Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
			return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
