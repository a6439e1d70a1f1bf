package dev.resilience.migration;

import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the columns of defaults against what the objects of both sides say. */
public final class Defaults {

	private Defaults() {
	}

	/**
	 * Compares.
	 * @param guide whose tables
	 * @param theirs what the others' own objects say, by the cell of the first column
	 */
	public static void check(Guide guide, Map<String, ?> theirs) {
		Map<String, String> ours = Applications.defaults();
		Map<String, String> claimed = new TreeMap<>();
		for (Guide.Line row : guide.rows()) {
			if (row.hasDefaults()) {
				if (row.defaultBefore().contains("`")) {
					claimed.put(row.before(), row.defaultBefore().replace("`", ""));
				}
				if (row.defaultAfter().contains("`")) {
					assertThat(plain(ours.get(row.after()))).as("our default of %s", row)
						.isEqualTo(plain(row.defaultAfter().replace("`", "")));
				}
				else {
					assertThat(ours.getOrDefault(row.after(), "[]")).as("our default of %s", row).isEqualTo("[]");
				}
			}
		}
		Map<String, String> read = new TreeMap<>();
		theirs.forEach((key, value) -> read.put(key, String.valueOf(value)));
		assertThat(claimed).isEqualTo(read);
	}

	/** One minute may be written as 60 seconds. */
	private static Object plain(String value) {
		return String.valueOf(value).matches("\\d+(ms|s|m|h)") ? DurationStyle.SIMPLE.parse(value) : value;
	}

}
