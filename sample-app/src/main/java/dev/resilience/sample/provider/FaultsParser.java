package dev.resilience.sample.provider;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.convert.DurationStyle;

/**
 * Reads faults from JSON. A key that is left out has its healthy value; one that is
 * misspelt or out of range is refused, because a fault that silently does not happen
 * teaches the wrong lesson.
 */
final class FaultsParser {

	private static final List<String> KEYS = List.of("errorRate", "status", "latency", "retryAfter");

	private static final Duration MAX_LATENCY = Duration.ofMinutes(10);

	private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

	private FaultsParser() {
	}

	static Faults parse(JsonNode json) {
		for (String key : json.propertyNames()) {
			if (!KEYS.contains(key)) {
				throw new BadRequestException("'" + key + "' is not a fault; allowed are " + String.join(", ", KEYS));
			}
		}
		Duration latency = duration(json, "latency", MAX_LATENCY);
		return new Faults(errorRate(json.get("errorRate")), status(json.get("status")),
				(latency != null) ? latency : Faults.NONE.latency(), duration(json, "retryAfter", MAX_RETRY_AFTER));
	}

	private static double errorRate(@Nullable JsonNode value) {
		if (value == null) {
			return Faults.NONE.errorRate();
		}
		if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
			throw refused("errorRate", value, "a number from 0 (none fails) to 1 (all fail)");
		}
		return value.doubleValue();
	}

	private static int status(@Nullable JsonNode value) {
		if (value == null) {
			return Faults.NONE.status();
		}
		if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 400 || value.intValue() > 599) {
			throw refused("status", value, "a whole number from 400 to 599");
		}
		return value.intValue();
	}

	private static @Nullable Duration duration(JsonNode json, String key, Duration max) {
		JsonNode value = json.get(key);
		if (value == null) {
			return null;
		}
		Duration duration = value.isString() ? parseDuration(value.stringValue()) : null;
		if (duration == null || duration.isNegative() || duration.compareTo(max) > 0) {
			throw refused(key, value,
					"a string such as \"250ms\" or \"2s\", from \"0ms\" to \"" + max.toMinutes() + "m\"");
		}
		return duration;
	}

	private static @Nullable Duration parseDuration(String value) {
		try {
			return DurationStyle.detectAndParse(value);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			return null;
		}
	}

	private static BadRequestException refused(String key, JsonNode value, String allowed) {
		return new BadRequestException(key + " is " + value + "; allowed is " + allowed);
	}

}
