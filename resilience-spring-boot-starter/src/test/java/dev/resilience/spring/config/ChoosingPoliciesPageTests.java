package dev.resilience.spring.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.resilience.policy.Checks;
import dev.resilience.spring.config.EffectiveValue.Source;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the page on choosing policies says is what applications get. */
class ChoosingPoliciesPageTests {

	private static final Path PAGE = Path.of("..", "docs", "choosing-policies.md");

	private static final Pattern HEADING = Pattern.compile("### `([^`]+)`");

	private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| (.+) \\|");

	private static final Pattern OVERVIEW = Pattern.compile("(?m)^\\| `[a-z-]+` \\|(?:[^|]*\\|){6}$");

	private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@TempDir
	private Path directory;

	private String page;

	@BeforeEach
	void read() throws IOException {
		assumeTrue(Files.exists(PAGE), "the page is not there: this is no checkout of the project");
		this.page = Files.readString(PAGE);
	}

	@Test
	void itHasEveryReadyMadePolicyInItsOrder() {
		assertThat(rows().keySet()).containsExactlyElementsOf(ReadyMadePolicies.NAMES);
	}

	@Test
	void itHasEveryValueAndNoOther() {
		rows().forEach((base, rows) -> {
			Map<String, String> onThePage = new TreeMap<>();
			rows.forEach((row) -> assertThat(onThePage.put("resilience.policies.any." + row.group(1), row.group(2)))
				.as(row.group())
				.isNull());
			assertThat(values(onThePage, Source.POLICY)).as(base)
				.isNotEmpty()
				.isEqualTo(values(Map.of("resilience.policies.any.base", base), Source.BASE));
		});
	}

	@Test
	void itsOverviewIsRight() {
		List<String> overview = OVERVIEW.matcher(this.page).results().map(MatchResult::group).toList();
		assertThat(overview).hasSameSizeAs(ReadyMadePolicies.NAMES);
		for (int i = 0; i < overview.size(); i++) {
			String base = ReadyMadePolicies.NAMES.get(i);
			Map<String, Object> values = values(Map.of("resilience.policies.any.base", base), Source.BASE);
			Object timeout = values.get("time-limit.timeout");
			assertThat(cells(overview.get(i))).containsExactly("`" + base + "`", values.get("retry.max-attempts"),
					timeout, values.getOrDefault("time-limit.total", timeout), values.get("circuit.open-duration"));
		}
	}

	/** Without the words; durations as the application writes them. */
	private static List<Object> cells(String row) {
		String[] cells = row.split(" *\\| *");
		return List.of(cells[1], Integer.valueOf(cells[3]), duration(cells[4]), duration(cells[5]), duration(cells[7]));
	}

	private static String duration(String cell) {
		return Checks.text(DurationStyle.SIMPLE.parse(cell.replace(" ", "")));
	}

	@Test
	void itHasTheReasonsOfTheFile() throws IOException {
		String file = new ClassPathResource(ReadyMadePolicies.FILE).getContentAsString(StandardCharsets.UTF_8);
		List<String> reasons = file.lines()
			.filter((line) -> line.matches(" +[a-z-]+: .*  # .*"))
			.map((line) -> line.substring(line.indexOf("  # ") + 4))
			.toList();
		List<String> onThePage = new ArrayList<>();
		rows().values().forEach((rows) -> rows.forEach((row) -> onThePage.add(row.group(3))));
		assertThat(onThePage).isNotEmpty().containsExactlyInAnyOrderElementsOf(reasons);
	}

	@Test
	void itsYamlCanBeCopied() {
		List<String> blocks = YAML.matcher(this.page).results().map((block) -> block.group(1)).toList();
		assertThat(blocks).hasSizeGreaterThan(8);
		assertThat(blocks).allSatisfy((yaml) -> {
			assertThat(yaml).startsWith("resilience:\n");
			assertThat(Contexts.mistakes(this.directory, yaml)).as(yaml).isEmpty();
		});
	}

	/** The rows of each base's table. */
	private Map<String, List<MatchResult>> rows() {
		Map<String, List<MatchResult>> rows = new LinkedHashMap<>();
		List<MatchResult> table = null;
		for (String line : this.page.lines().toList()) {
			Matcher heading = HEADING.matcher(line);
			Matcher row = ROW.matcher(line);
			if (heading.matches()) {
				table = new ArrayList<>();
				rows.put(heading.group(1), table);
			}
			else if (line.startsWith("#")) {
				table = null;
			}
			else if (table != null && row.matches()) {
				table.add(row.toMatchResult());
			}
		}
		return rows;
	}

	/** What comes to hold from one level of the policy {@code any}. */
	private Map<String, Object> values(Map<String, String> properties, Source source) {
		String yaml = properties.entrySet()
			.stream()
			.map((property) -> property.getKey() + ": " + property.getValue())
			.collect(Collectors.joining("\n"));
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml)) {
			Map<String, Object> values = new TreeMap<>();
			context.getBean(ResilienceSettings.class).policies().get(0).values().forEach((key, value) -> {
				if (value.source() == source) {
					values.put(key, value.value());
				}
			});
			return values;
		}
	}

}
