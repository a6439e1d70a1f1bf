package dev.resilience.spring.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** That a report which is not as it should be would be seen, and shrunk. */
class TrialsTests {

	private static final Pattern KEY = Pattern
		.compile("\"name\": \"resilience\\.defaults\\.([^\"]+\\.[^\"]+)\",\\s+\"type\"");

	@TempDir
	private Path directory;

	@Test
	void aMistakeThatNobodyNamesIsFoundAndShrunkToItsLines() {
		Entry entry = Entry.of(Draft.policy("planted"), "retry.max-attempts", "2");
		assertThat(told(Part.wrong(entry, "is 2")))
			.contains("Seed 7 ... started in spite of", "planted", "max-attempts")
			.satisfies((told) -> assertThat(told.substring(told.indexOf("shrunk to")).lines().count()).isLessThan(20));
	}

	@Test
	void aMistakeThatNobodyPlantedIsFound() {
		assertThat(told(Part.of(Entry.of(Draft.policy("planted"), "retry.max-attempts", "0"))))
			.contains("named without reason: resilience.policies.planted.retry.max-attempts", "is 0");
	}

	@Test
	void aValueThatComesToSomethingElseIsFound() {
		Entry entry = Entry.of(Draft.policy("planted"), "retry.max-attempts", new Value("2", 3));
		assertThat(told(Part.of(entry))).contains("value: resilience.policies.planted.retry.max-attempts: 2",
				"not to 3");
	}

	@Test
	void onlyWhatIsNeededIsLeft() {
		List<Integer> all = IntStream.range(0, 100).boxed().toList();
		assertThat(Shrinking.of(all, (some) -> some.contains(17) && some.contains(80))).containsExactly(17, 80);
	}

	@Test
	void everyKeyIsWritten() throws IOException {
		try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
			List<String> keys = KEY.matcher(json).results().map((MatchResult key) -> key.group(1)).toList();
			// but for sections, which have keys themselves, and what is written apart
			assertThat(keys).isNotEmpty()
				.filteredOn((key) -> keys.stream().noneMatch((other) -> other.startsWith(key + ".")))
				.filteredOn((key) -> !key.equals("fallback.value"))
				.allSatisfy((key) -> assertThat(Keys.OF_POLICIES).containsKey(key));
		}
	}

	private String told(Part part) {
		List<Part> parts = new ArrayList<>(Generator.withoutMistakes(7).parts());
		parts.add(part);
		try (Trials trials = new Trials(this.directory)) {
			return trials.of(new Document(7, parts));
		}
	}

}
