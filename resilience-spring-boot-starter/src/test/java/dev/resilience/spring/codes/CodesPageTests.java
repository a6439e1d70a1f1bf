package dev.resilience.spring.codes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.event.ResilienceEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of codes is whole, and says what the README's tables say. */
class CodesPageTests {

	private static final Path CORE = Path.of("..", "resilience-core", "src", "main", "java");

	/** The beginning of the codes of all states. */
	private static final String CIRCUIT = "CIRCUIT_";

	private static final Pattern UPPER_CASE = Pattern.compile("\"([A-Z][A-Z_]+)\"");

	private static final Pattern LEVEL = Pattern.compile("DEBUG|INFO|WARN|ERROR");

	private static final Pattern METER = Pattern.compile("([a-z.]+)(?:\\{(\\w+)(?:=(\\w+))?})?");

	private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./README\\.md#([^)]+)\\)");

	private final MarkdownTable table = MarkdownTable.of(MarkdownTable.PAGE, "| code | when |");

	private final String readme = MarkdownTable.text(MarkdownTable.README);

	private final Set<String> errorCodes = Arrays.stream(ErrorCode.values())
		.map(ErrorCode::name)
		.collect(Collectors.toSet());

	@Test
	void everyCodeThatTheCodeHasIsThereAndNoOther() throws IOException {
		Set<String> codes = new TreeSet<>(this.errorCodes);
		for (String word : upperCaseWordsOfTheCore()) {
			if (word.equals(CIRCUIT)) {
				Arrays.stream(CircuitState.values()).forEach((state) -> codes.add(CIRCUIT + state));
			}
			else {
				codes.add(word);
			}
		}
		assertThat(this.table.codes("code")).containsExactlyInAnyOrderElementsOf(codes);
	}

	private static Set<String> upperCaseWordsOfTheCore() throws IOException {
		try (Stream<Path> files = Files.walk(CORE)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.flatMap((file) -> UPPER_CASE.matcher(MarkdownTable.text(file)).results())
				.map((MatchResult result) -> result.group(1))
				.collect(Collectors.toSet());
		}
	}

	@Test
	void everyEventIsThere() {
		assertThat(this.table.codes("event")).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(ResilienceEvent.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
	}

	@Test
	void whatIsWrongLeadsToALineOfTroubleshootingAndNothingElseDoes() {
		assertThat(readme("| code | what it means |").codes("code"))
			.containsExactlyInAnyOrderElementsOf(this.errorCodes);
		for (Map<String, String> row : this.table.rows()) {
			String code = row.get("code").replace("`", "");
			assertThat(row.get("read on")).startsWith(this.errorCodes.contains(code)
					? "[Troubleshooting](../README.md#troubleshooting)" : "[nothing to do](");
		}
	}

	@Test
	void whatIsNotWrongIsNamedBelowTroubleshooting() {
		String paragraph = between("\nLogs, events and traces have codes where nothing is wrong", "\n\n");
		Set<String> others = new TreeSet<>(this.table.codes("code"));
		others.removeAll(this.errorCodes);
		assertThat(MarkdownTable.codesIn(paragraph)).containsExactlyInAnyOrderElementsOf(others);
	}

	@Test
	void everyPlaceToReadOnExists() {
		for (Map<String, String> row : this.table.rows()) {
			assertThat(LINK.matcher(row.get("read on")).results().map((link) -> link.group(1))).isNotEmpty()
				.allMatch(
						(anchor) -> this.readme.contains("<a id=\"" + anchor + "\">")
								|| this.readme.lines().anyMatch((line) -> line.equalsIgnoreCase("## " + anchor)),
						"exists");
		}
	}

	@Test
	void theReadmesEventsHaveTheSameCodesAndLevels() {
		MarkdownTable events = readme("| event (`dev.resilience.event.ResilienceEvent.…`)");
		String event = events.rows().get(0).keySet().iterator().next();
		assertThat(by(events, event, "`code()`", MarkdownTable::codesIn))
			.isEqualTo(by(this.table, "event", "code", MarkdownTable::codesIn));
		assertThat(by(events, event, "level", CodesPageTests::levels))
			.isEqualTo(by(this.table, "event", "log", CodesPageTests::levels));
	}

	private static Map<String, Set<String>> by(MarkdownTable table, String key, String column,
			Function<String, Set<String>> words) {
		Map<String, Set<String>> found = new LinkedHashMap<>();
		table.rows()
			.forEach((row) -> found.computeIfAbsent(row.get(key), (name) -> new TreeSet<>())
				.addAll(words.apply(row.get(column))));
		return found;
	}

	private static Set<String> levels(String cell) {
		return LEVEL.matcher(cell).results().map((MatchResult level) -> level.group()).collect(Collectors.toSet());
	}

	@Test
	void theReadmesObservationEventsAreTheSame() {
		assertThat(readme("| event | when |").codes("event"))
			.containsExactlyInAnyOrderElementsOf(this.table.codes("observation event"));
	}

	@Test
	void theReadmesExceptionsAreTheSame() {
		MarkdownTable exceptions = readme("| exception (`dev.resilience`) |");
		assertThat(exceptions.codes("exception (`dev.resilience`)"))
			.containsExactlyInAnyOrderElementsOf(this.table.codes("exception"));
	}

	@Test
	void theReadmesMetersHaveTheseNamesAndTags() {
		MarkdownTable meters = readme("| meter | type | tags |");
		assertThat(this.table.codes("meters")).allMatch((meter) -> isAmong(meters, meter), "is in the README");
	}

	private static boolean isAmong(MarkdownTable meters, String meter) {
		Matcher parts = METER.matcher(meter);
		return parts.matches() && meters.rows()
			.stream()
			.filter((row) -> row.get("meter").equals("`" + parts.group(1) + "`"))
			.map((row) -> row.get("tags"))
			.anyMatch((tags) -> has(tags, parts.group(2)) && (has(tags, parts.group(3)) || tags.contains("as `state`")
					|| tags.contains("`category`, in lower case")));
	}

	private static boolean has(String cell, String word) {
		return word == null || MarkdownTable.codesIn(cell).contains(word);
	}

	private static MarkdownTable readme(String header) {
		return MarkdownTable.of(MarkdownTable.README, header);
	}

	private String between(String start, String end) {
		int from = this.readme.indexOf(start);
		assertThat(from).as("the README's paragraph").isNotNegative();
		return this.readme.substring(from, this.readme.indexOf(end, from + end.length()));
	}

}
