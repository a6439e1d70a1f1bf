package dev.resilience.spring.codes;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.resilience.spring.support.Script;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted and not told, and that the page forgets no meter. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class WithoutCodeTests {

	private static final String ABORTED = "resilience.retry.calls{outcome=aborted}";

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

	@Test
	void nothingIsToldOfWhatHasNoCode(CapturedOutput output) {
		Backend backend = application.backend;
		Script wrong = Script.failing(new IllegalArgumentException("wrong"));
		assertThatItIsCounted("resilience.retry.calls{outcome=first_try}", "retries",
				() -> backend.retries(Script.answering("answer")));
		assertThatItIsCounted(ABORTED, "retries", () -> backend.retries(wrong));
		assertThatItIsCounted(ABORTED, "late", () -> backend.late(Script.failing()));
		assertThatItIsCounted("resilience.circuit.calls{outcome=ignored}", "opens", () -> backend.opens(wrong));
		assertThatItIsCounted("resilience.time.limit.calls{outcome=completed}", "quick", backend::quick);
		assertThat(application.told.events).isEmpty();
		assertThat(application.told.observationEvents).isEmpty();
		assertThat(output.getAll()).doesNotContain("code=");
	}

	private static void assertThatItIsCounted(String meter, String policy, ThrowingCallable call) {
		Meters before = application.meters(policy);
		application.call(call);
		assertThat(application.meters(policy).movedSince(before)).contains(meter);
		assertThat(withoutCode()).contains(meter);
	}

	@Test
	void everyMeterIsInTheTableOrNamedBelowIt() {
		Set<String> named = MarkdownTable.of(MarkdownTable.PAGE, "| code | when |").codes("meters");
		named.addAll(withoutCode());
		Set<String> meters = application.meters("opens")
			.values()
			.keySet()
			.stream()
			.filter((name) -> !name.contains("policy=") && !name.contains("circuit="))
			.map((name) -> name.replaceAll("category=.*}", "category}"))
			.collect(Collectors.toCollection(TreeSet::new));
		named.remove("resilience.failures{category=timeout}");
		named.remove("resilience.failures{category=rejected}");
		assertThat(named).containsExactlyInAnyOrderElementsOf(meters);
	}

	private static Set<String> withoutCode() {
		String page = MarkdownTable.text(MarkdownTable.PAGE);
		int start = page.indexOf("\n- Without a code");
		return MarkdownTable.codesIn(page.substring(start, page.indexOf("\n- ", start + 1)));
	}

}
