package dev.resilience.spring.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the README says of the keys is what the code does. */
class ReadmeKeysTests {

	private static final String POLICY = "resilience.policies.<name>";

	@TempDir
	private Path directory;

	private ReadmeKeys readme;

	@BeforeEach
	void read() throws IOException {
		assumeTrue(Files.exists(ReadmeKeys.README), "the README is not there: this is no checkout of the project");
		this.readme = new ReadmeKeys();
	}

	@Test
	void itHasEveryKeyAndNoOther() {
		Set<String> known = new TreeSet<>(KnownKeys.all().keySet());
		// the README has rows for what the metadata has as a map and as a group
		known.remove("resilience.policies");
		known.addAll(List.of(POLICY, KnownKeys.DEFAULTS));
		KnownKeys.OF_POLICIES_ALONE.forEach((key) -> known.add(POLICY + "." + key));
		assertThat(this.readme.cells()).containsOnlyKeys(known);
	}

	@Test
	void aKeyHasADefaultThereIfTheCodeHasOne() {
		assertThat(this.readme.defaults()).containsOnlyKeys(inCode().keySet());
	}

	@Test
	void toWriteItsDefaultsChangesNothing() {
		assertThat(ValuesInForce.of(this.directory, this.readme.defaults()))
			.containsExactlyInAnyOrderEntriesOf(inCode());
	}

	private Map<String, Object> inCode() {
		return ValuesInForce.of(this.directory, Map.of());
	}

}
