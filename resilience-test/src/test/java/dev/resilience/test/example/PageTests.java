package dev.resilience.test.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page shows is what is tried here. */
class PageTests {

	private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@Test
	void showsTestsThatPass() throws IOException {
		String page = Files.readString(Path.of("../docs/testing.md"));
		List<String> tried = Files
			.readAllLines(Path.of("src/test/java/dev/resilience/test/example/CheckoutTests.java"));
		Matcher example = JAVA.matcher(page);
		assertThat(example.find()).isTrue();
		List<String> shown = example.group(1).lines().filter((line) -> !line.equals("@SpringBootTest")).toList();
		assertThat(shown).hasSizeGreaterThan(20);
		assertThat(tried.stream().filter(shown::contains).toList()).containsSubsequence(withoutEnd(shown));
	}

	/** The class goes on here where it ends on the page. */
	private static List<String> withoutEnd(List<String> shown) {
		return shown.subList(0, shown.size() - 1);
	}

}
