package dev.resilience.spring.codes;

import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.ErrorCode;
import dev.resilience.Resilience;
import dev.resilience.ResilienceException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/** Every row of the table of categories, caused in a real application. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class CategoriesTests {

	private static final String POLICY = "categories";

	private static final MarkdownTable TABLE = MarkdownTable.of(MarkdownTable.PAGE, "| category | temper |");

	private static final Pattern LINE = Pattern.compile(" dev\\.resilience : .* category=(\\w+)");

	private static final Pattern FAILURES = Pattern.compile("resilience\\.failures\\{category=(\\w+)}");

	private static final Pattern CALLS = Pattern.compile("resilience\\.circuit\\.calls\\{outcome=(\\w+)}");

	private static final List<ResilienceException> OWN = List.of(
			new CircuitOpenException(POLICY, CircuitState.OPEN, "down", null, null),
			new ConcurrencyLimitExceededException(POLICY, 1), new TimeLimitExceededException(POLICY,
					ErrorCode.TIME_LIMIT_EXCEEDED, Duration.ofMillis(1), Duration.ofMillis(2)));

	@TempDir
	private static Path directory;

	private static Application application;

	@BeforeAll
	static void start() {
		application = new Application(directory);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	static List<Map<String, String>> rows() {
		return TABLE.rows();
	}

	private static Throwable example(FailureCategory category) {
		return switch (category) {
			case TIMEOUT -> new TimeoutException();
			case CONNECTION -> new ConnectException();
			case RATE_LIMITED -> new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
			case SERVER_ERROR -> new ResponseStatusException(HttpStatus.BAD_GATEWAY);
			case AUTHENTICATION -> new ResponseStatusException(HttpStatus.UNAUTHORIZED);
			case NOT_FOUND -> new ResponseStatusException(HttpStatus.NOT_FOUND);
			case INVALID_REQUEST -> new IllegalArgumentException();
			case PROGRAMMING -> new NullPointerException();
			case CANCELLED -> new CancellationException();
			case REJECTED -> OWN.get(0);
			case UNKNOWN -> new IllegalStateException();
		};
	}

	@Test
	void everyCategoryHasARowAndEveryRowACategory() {
		assertThat(TABLE.rows()).extracting((row) -> row.get("category"))
			.containsExactlyElementsOf(
					Stream.of(FailureCategory.values()).map((category) -> quoted(category.name())).toList());
	}

	@ParameterizedTest
	@MethodSource("rows")
	void everythingTellsTheSameAsTheRow(Map<String, String> row, CapturedOutput output) {
		FailureCategory category = FailureCategory.valueOf(row.get("category").replace("`", ""));
		Throwable failure = example(category);
		application.told.forget();
		Meters before = application.meters(POLICY);
		int lines = output.getAll().length();
		application.call(() -> application.backend.categories(Script.failing(failure)));
		Set<String> moved = application.meters(POLICY).movedSince(before);
		FailureVerdict verdict = application.bean(Resilience.class).classify(failure);
		assertThat(verdict.category()).isEqualTo(category);
		Set<String> logged = found(LINE, output.getAll().substring(lines));
		Map<String, String> seen = new LinkedHashMap<>(row);
		seen.put("temper", temper(verdict.temper(), category));
		seen.put("tag", joined(found(FAILURES, String.join("\n", moved))));
		seen.put("`resilience.circuit.calls`", joined(found(CALLS, String.join("\n", moved))));
		seen.put("log, event, endpoint", joined(logged));
		seen.put("`lastFailure`", lastFailure(category));
		seen.put("exceptions of ours", exceptions(category));
		assertThat(seen).isEqualTo(row);
		assertThat(application.told.events).extracting((event) -> ((FallbackUsed) event).category().name())
			.containsExactlyElementsOf(logged);
		if (!logged.isEmpty()) {
			JsonNode latest = application.endpoint(POLICY).get("events").get(0);
			assertThat(latest.get("details").get("category").asString()).isEqualTo(category.name());
		}
	}

	@Test
	void theReadmeHasTheSameTempers() {
		Map<String, String> tempers = new LinkedHashMap<>();
		MarkdownTable.of(MarkdownTable.README, "| category | temper | what |")
			.rows()
			.forEach((row) -> tempers.put(row.get("category"), row.get("temper")));
		assertThat(TABLE.rows())
			.allSatisfy((row) -> assertThat(row.get("temper")).contains(tempers.get(row.get("category"))));
		assertThat(tempers).hasSize(TABLE.rows().size());
	}

	@Test
	void theExceptionsAreThoseOfTheTableOfCodes() {
		assertThat(TABLE.codes("exceptions of ours")).containsExactlyInAnyOrderElementsOf(
				MarkdownTable.of(MarkdownTable.PAGE, "| code | when |").codes("exception"));
	}

	@Test
	void healthNamesNoCodeAndNoCategory() {
		application.call(() -> application.backend.opens(Script.failing(new ConnectException())));
		assertThat(application.health()).contains("\"opens\"", "\"reason\"")
			.doesNotContain("CONNECTION", "ConnectException", ErrorCode.CIRCUIT_OPEN.name());
	}

	/** The enumeration has the usual temper, the verdict the one in force. */
	private static String temper(FailureTemper temper, FailureCategory category) {
		assertThat(temper).isEqualTo(category.temper());
		String word = temper.name().toLowerCase(Locale.ROOT);
		return (category != FailureCategory.UNKNOWN) ? word : word + ", or what `resilience.failures.unknown` says";
	}

	private static String lastFailure(FailureCategory category) {
		JsonNode last = application.endpoint(POLICY).get("lastFailure");
		boolean isThis = last != null && last.get("category").asString().equals(category.name());
		return joined(isThis ? Set.of(category.name()) : Set.of());
	}

	private static String exceptions(FailureCategory category) {
		Set<String> names = new TreeSet<>();
		OWN.stream()
			.filter((own) -> application.bean(Resilience.class).classify(own).category() == category)
			.forEach((own) -> names.add(own.getClass().getSimpleName()));
		return joined(names);
	}

	private static Set<String> found(Pattern pattern, String text) {
		Set<String> found = new TreeSet<>();
		pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).forEach(found::add);
		return found;
	}

	private static String joined(Set<String> words) {
		return words.isEmpty() ? "none" : String.join(", ", words.stream().map(CategoriesTests::quoted).toList());
	}

	private static String quoted(String word) {
		return "`" + word + "`";
	}

}
