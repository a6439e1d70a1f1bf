package dev.resilience.spring.codes;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.ResilienceException;
import dev.resilience.circuit.Circuit;
import dev.resilience.event.ResilienceEvent;
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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * Every row of the table of codes, caused in a real application: what exception, event,
 * log, meters, observation and endpoint tell is what the row says, and nothing more.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class CodesTests {

	private static final MarkdownTable TABLE = MarkdownTable.of(MarkdownTable.PAGE, "| code | when |");

	private static final Pattern LINE = Pattern.compile("(\\w+) +dev\\.resilience : policy=(\\S+) code=(\\w+)");

	private static final String NONE = "none";

	@TempDir
	private static Path directory;

	private static Application application;

	private static Map<String, Cause> causes;

	private static Map<String, Cause> later;

	@BeforeAll
	static void start() {
		application = new Application(directory);
		causes = Cause.all(application);
		later = Cause.allLater(application);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	static List<Map<String, String>> rows() {
		return TABLE.rows();
	}

	static List<Map<String, String>> rowsOfLaterOutcomes() {
		return TABLE.rows().stream().filter((row) -> later.containsKey(key(row))).toList();
	}

	@Test
	void everyRowHasACauseAndEveryCauseARow() {
		assertThat(TABLE.rows()).extracting(CodesTests::key).containsExactlyInAnyOrderElementsOf(causes.keySet());
		assertThat(rowsOfLaterOutcomes()).hasSameSizeAs(later.keySet());
	}

	@ParameterizedTest
	@MethodSource("rows")
	void everythingTellsTheSameAsTheRow(Map<String, String> row, CapturedOutput output) throws Throwable {
		assertThat(causes).containsKey(key(row));
		assertThatAllIsAsInTheRow(row, causes.get(key(row)), output);
	}

	@ParameterizedTest
	@MethodSource("rowsOfLaterOutcomes")
	void outcomesThatComeLaterTellTheSame(Map<String, String> row, CapturedOutput output) throws Throwable {
		assertThatAllIsAsInTheRow(row, later.get(key(row)), output);
	}

	private static void assertThatAllIsAsInTheRow(Map<String, String> row, Cause cause, CapturedOutput output)
			throws Throwable {
		application.circuit(cause.policy()).reset();
		Meters before = prepare(cause);
		int lines = output.getAll().length();
		Throwable thrown = application.call(cause.act());
		Set<String> moved = application.meters(cause.policy()).movedSince(before);
		Map<String, String> seen = new LinkedHashMap<>(row);
		seen.put("exception", exception(thrown));
		seen.put("event", joined(application.told.events, (event) -> event.getClass().getSimpleName()));
		seen.put("meters", meters(moved, MarkdownTable.codesIn(row.get("meters"))));
		seen.put("observation event", joined(application.told.observationEvents, (name) -> name));
		List<MatchResult> log = LINE.matcher(output.getAll().substring(lines)).results().toList();
		seen.put("log", joined(log, (line) -> line.group(1)));
		assertThat(seen).isEqualTo(row);
		assertThatAllHaveTheCode(row, thrown, log);
		assertThatTheEndpointTellsIt(row, cause.policy());
	}

	@Test
	void whateverRefusesAndWhateverClosesACircuitHasTheSameCode() {
		Circuit circuit = application.circuit("refuses");
		circuit.forceOpen();
		assertThat(application.call(() -> application.backend.refuses(Script.answering("answer"))))
			.asInstanceOf(type(CircuitOpenException.class))
			.returns(ErrorCode.CIRCUIT_OPEN, CircuitOpenException::code)
			.returns(CircuitState.FORCED_OPEN, CircuitOpenException::state);
		application.told.forget();
		application.act("refuses", "close");
		circuit.disable();
		application.act("refuses", "reset");
		assertThat(application.told.events).extracting(ResilienceEvent::code)
			.containsExactly("CIRCUIT_CLOSED", "CIRCUIT_DISABLED", "CIRCUIT_CLOSED");
	}

	/** Again, if time alone has brought it about before anybody looked. */
	private static Meters prepare(Cause cause) throws Throwable {
		Meters before;
		do {
			cause.before().call();
			application.told.forget();
			before = application.meters(cause.policy());
		}
		while (!application.told.events.isEmpty());
		return before;
	}

	private static void assertThatAllHaveTheCode(Map<String, String> row, Throwable thrown, List<MatchResult> log) {
		String code = row.get("code");
		assertThat(log).extracting((line) -> quoted(line.group(3))).containsExactly(code);
		assertThat(application.told.events).extracting((event) -> quoted(event.code())).containsExactly(code);
		assertThat(application.told.events).extracting(ResilienceEvent::policy).containsExactly(log.get(0).group(2));
		assertThat(application.told.applicationEvents).isEqualTo(application.told.events);
		if (thrown instanceof ResilienceException own) {
			assertThat(quoted(own.code().name())).isEqualTo(code);
			assertThat(own.policy()).isEqualTo(log.get(0).group(2));
		}
	}

	private static void assertThatTheEndpointTellsIt(Map<String, String> row, String policy) {
		JsonNode latest = application.endpoint(policy).get("events").get(0);
		assertThat(quoted(latest.get("code").asString())).isEqualTo(row.get("code"));
		assertThat(quoted(latest.get("type").asString())).isEqualTo(row.get("event"));
		assertThat(Instant.parse(latest.get("at").asString())).isEqualTo(application.told.events.get(0).at());
	}

	/** Where the row leaves the value of a tag open, any will do. */
	private static String meters(Set<String> moved, Set<String> expected) {
		Stream<String> names = moved.stream().map((name) -> {
			String open = name.replaceAll("=[^,}]*", "");
			return expected.contains(open) ? open : name;
		});
		return joined(names.sorted().toList(), (name) -> name);
	}

	private static String exception(Throwable thrown) {
		return (thrown instanceof ResilienceException) ? quoted(thrown.getClass().getSimpleName()) : NONE;
	}

	private static <T> String joined(List<T> things, Function<T, String> word) {
		return things.isEmpty() ? NONE
				: things.stream().map((thing) -> quoted(word.apply(thing))).collect(Collectors.joining(", "));
	}

	private static String quoted(String word) {
		return "`" + word + "`";
	}

	private static String key(Map<String, String> row) {
		return row.get("code").replace("`", "") + ": " + row.get("when");
	}

}
