package dev.resilience.failure;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

import dev.resilience.event.ReportedWarnings;
import dev.resilience.pipeline.ResilienceEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages that somebody has written to keep a pattern busy. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunawayPatternTests {

	private final ReportedWarnings warnings = new ReportedWarnings();

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "^(a+)+\\1c", "(\\S+ ?)+\\1:", "(.*a){25}c", "a*a*a*a*a*a*a*c",
			"(a{1,9}){1,9}(a{1,9}){1,9}c", "^(?:(?:a|aa)+)+?(?=c)" })
	void aPatternThatWouldTakeForEverIsGivenUpAndCountsAsNoMatch(String pattern) {
		ResilienceEngine engine = rules(rule(pattern, FailureCategory.RATE_LIMITED),
				rule("aaa", FailureCategory.NOT_FOUND));
		assertThat(category(engine, "a".repeat(60) + "!")).isEqualTo(FailureCategory.NOT_FOUND);
		assertThat(this.warnings.messages()).containsExactly("Failure rule with the message '" + pattern
				+ "' gave up a message of 61 characters, because it goes back in it again and again; "
				+ "it counts as not matching. This is reported once.");
	}

	@Test
	void theSamePatternFindsInTheNextMessageWhatIsThere() {
		ResilienceEngine engine = rules(rule("^(a+)+\\1c", FailureCategory.RATE_LIMITED));
		assertThat(category(engine, "a".repeat(60) + "!")).isEqualTo(FailureCategory.CONNECTION);
		assertThat(category(engine, "aac")).isEqualTo(FailureCategory.RATE_LIMITED);
	}

	@Test
	void itIsToldOnceOfEachPatternWithoutTheMessage() {
		ResilienceEngine engine = rules(rule("^(a+)+\\1c", FailureCategory.RATE_LIMITED),
				rule("^(a+)+\\1d", FailureCategory.RATE_LIMITED));
		for (int i = 0; i < 3; i++) {
			category(engine, "a".repeat(60) + "s3cret");
		}
		assertThat(this.warnings.messages()).hasSize(2)
			.allSatisfy((message) -> assertThat(message).doesNotContain("s3cret"));
	}

	@Test
	void aPatternThatOverflowsTheStackIsGivenUpToo() {
		ResilienceEngine engine = rules(rule("(a|b)*c", FailureCategory.RATE_LIMITED));
		assertThat(category(engine, "ab".repeat(200_000))).isEqualTo(FailureCategory.CONNECTION);
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.contains("'(a|b)*c'", "a message of 400000 characters");
	}

	@ParameterizedTest
	@CsvSource({ "quota", "'(?i)quota (exceeded|spent)'", "'.*quota.*'", "'\\bquota\\b.{0,40}$'",
			"'(?s)^<html>.*quota'" })
	void aLongMessageIsSearchedWhole(String pattern) {
		ResilienceEngine engine = rules(rule(pattern, FailureCategory.RATE_LIMITED));
		assertThat(category(engine, "<html>" + "no word of it\n".repeat(1_000) + "the quota exceeded"))
			.isEqualTo(FailureCategory.RATE_LIMITED);
		assertThat(this.warnings.messages()).isEmpty();
	}

	@Test
	void whatIsReadIsTheMessage() {
		MessageText text = new MessageText("quota");
		assertThat(text).hasToString("quota").hasSize(5);
		assertThat(text.subSequence(1, 3)).isEqualTo("uo");
		for (int i = 0; i < MessageText.MOST_READ; i++) {
			assertThat(text.charAt(4)).isEqualTo('a');
		}
	}

	private static FailureRule rule(String message, FailureCategory category) {
		return new FailureRule(null, Pattern.compile(message), category);
	}

	private static ResilienceEngine rules(FailureRule... rules) {
		return ResilienceEngine.builder().failureRules(List.of(rules)).build();
	}

	private static FailureCategory category(ResilienceEngine engine, String message) {
		return engine.classify(new IOException(message)).category();
	}

}
