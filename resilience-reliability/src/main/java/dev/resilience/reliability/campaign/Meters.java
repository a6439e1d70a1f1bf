package dev.resilience.reliability.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counters as Prometheus scrapes them. */
final class Meters {

	private static final Pattern LINE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");

	private final List<Sample> samples = new ArrayList<>();

	Meters(String scraped) {
		scraped.lines().forEach((line) -> {
			Matcher matcher = LINE.matcher(line);
			if (matcher.matches()) {
				this.samples
					.add(new Sample(matcher.group(1), matcher.group(2), (long) Double.parseDouble(matcher.group(3))));
			}
		});
	}

	/**
	 * The sum of a counter's values.
	 * @param name the counter
	 * @param labels what its labels contain, each as {@code name="value"}
	 * @return the sum, 0 if there are none
	 */
	long sum(String name, String... labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name))
			.filter((sample) -> List.of(labels).stream().allMatch(sample.labels()::contains))
			.mapToLong(Sample::value)
			.sum();
	}

	private record Sample(String name, String labels, long value) {
	}

}
