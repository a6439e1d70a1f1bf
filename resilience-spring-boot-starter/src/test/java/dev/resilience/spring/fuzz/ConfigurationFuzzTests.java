package dev.resilience.spring.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random configurations start, or stop with a report that names every mistake and nothing
 * else. The same ones each time; {@code TESTING.md} says how to have others.
 */
@Timeout(value = 120, unit = TimeUnit.MINUTES)
class ConfigurationFuzzTests {

	private static final long FIRST_SEED = Long.getLong("resilience.fuzz.first-seed", 1);

	private static final int DOCUMENTS = Integer.getInteger("resilience.fuzz.documents", 150);

	@TempDir
	private Path directory;

	@Test
	void everyMistakeIsNamedAndWhatIsNoneComesToWhatIsWritten() {
		try (Trials trials = new Trials(this.directory)) {
			check(trials::ofKnown, trials);
			assertThat(trials.started()).isPositive();
			assertThat(trials.named()).isPositive().isEqualTo(trials.planted());
		}
	}

	@Test
	void whateverIsWrittenStartsOrStopsWithAReport() {
		try (Trials trials = new Trials(this.directory)) {
			check(trials::ofAny, trials);
		}
	}

	private static void check(LongFunction<String> trial, Trials trials) {
		List<String> complaints = LongStream.range(FIRST_SEED, FIRST_SEED + DOCUMENTS)
			.mapToObj(trial)
			.filter(Objects::nonNull)
			.toList();
		System.out.println(trials);
		assertThat(complaints).isEmpty();
	}

}
