package dev.resilience.reliability.backend;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.resilience.reliability.backend.Fault.Reaction;

/** 429 and 503 with every form of Retry-After. */
final class RetryAfters {

	private static final List<String> STATUSES = List.of("429 Too Many Requests", "503 Service Unavailable");

	private static final String ASCTIME = "EEE MMM ppd HH:mm:ss yyyy";

	private static final String RFC_850 = "EEEE, dd-MMM-yy HH:mm:ss 'GMT'";

	/** Forms that nobody should send and somebody does. */
	private static final List<Supplier<String>> ODD = List.of(() -> "-1", () -> "1.5", () -> "", () -> "1, 2",
			() -> "9".repeat(40), () -> "0x10", () -> "\u0661", () -> "Thu, 99 Foo 2026 25:61:61 GMT",
			() -> at(ASCTIME, Duration.ofSeconds(1)), () -> at(RFC_850, Duration.ofSeconds(1)),
			() -> "1\r\nRetry-After: 1000000000000");

	private RetryAfters() {
	}

	static List<Fault> all() {
		List<Fault> faults = new ArrayList<>();
		for (String status : STATUSES) {
			String name = status.substring(0, 3);
			faults.add(Fault.of(name, (exchange) -> exchange.send(status, "", new byte[0])));
			faults.add(with(status, "0 seconds", () -> "0"));
			faults.add(with(status, "1 second", () -> "1"));
			faults.add(with(status, "10^12 seconds", () -> "1000000000000"));
			faults.add(with(status, "a date that is past", () -> date(Duration.ofDays(-1))));
			faults.add(with(status, "a date to come", () -> date(Duration.ofSeconds(2))));
			faults.add(with(status, "nonsense", () -> "soon"));
			faults.add(with(status, "odd forms", () -> ODD.get(ThreadLocalRandom.current().nextInt(ODD.size())).get()));
		}
		return faults;
	}

	private static Fault with(String status, String form, Supplier<String> retryAfter) {
		Reaction reaction = (exchange) -> exchange.send(status, "Retry-After: " + retryAfter.get(), new byte[0]);
		return Fault.of(status.substring(0, 3) + " with Retry-After: " + form, reaction);
	}

	private static String date(Duration fromNow) {
		return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plus(fromNow));
	}

	private static String at(String pattern, Duration fromNow) {
		return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
			.format(ZonedDateTime.now(ZoneOffset.UTC).plus(fromNow));
	}

}
