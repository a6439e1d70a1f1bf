package dev.resilience.failure;

import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

import dev.resilience.pipeline.ResilienceEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FailureRuleTests {

	@Test
	void byClassMatchesSubclassesToo() {
		ResilienceEngine engine = rules(rule(IOException.class, null, FailureCategory.SERVER_ERROR));
		assertThat(category(engine, new IOException())).isEqualTo(FailureCategory.SERVER_ERROR);
		assertThat(category(engine, new ConnectException())).isEqualTo(FailureCategory.SERVER_ERROR);
		assertThat(category(engine, new IllegalArgumentException())).isEqualTo(FailureCategory.INVALID_REQUEST);
	}

	@Test
	void byMessageFindsThePatternAnywhereInIt() {
		ResilienceEngine engine = rules(rule(null, "quota|too many", FailureCategory.RATE_LIMITED));
		assertThat(category(engine, new IllegalStateException("the quota is spent")))
			.isEqualTo(FailureCategory.RATE_LIMITED);
		assertThat(category(engine, new ConnectException("too many connections")))
			.isEqualTo(FailureCategory.RATE_LIMITED);
		assertThat(category(engine, new ConnectException("refused"))).isEqualTo(FailureCategory.CONNECTION);
		assertThat(category(engine, new ConnectException())).as("no message").isEqualTo(FailureCategory.CONNECTION);
	}

	@Test
	void byBothNeedsBoth() {
		ResilienceEngine engine = rules(rule(IllegalStateException.class, "quota", FailureCategory.RATE_LIMITED));
		assertThat(category(engine, new IllegalStateException("quota"))).isEqualTo(FailureCategory.RATE_LIMITED);
		assertThat(category(engine, new IllegalStateException("other"))).isEqualTo(FailureCategory.UNKNOWN);
		assertThat(category(engine, new RuntimeException("quota"))).isEqualTo(FailureCategory.UNKNOWN);
	}

	@Test
	void byNeitherIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> rule(null, null, FailureCategory.TIMEOUT))
			.withMessageContaining("exception class, a message pattern, or both");
	}

	@Test
	void theFirstThatMatchesDecides() {
		ResilienceEngine engine = rules(rule(ConnectException.class, null, FailureCategory.TIMEOUT),
				rule(IOException.class, null, FailureCategory.SERVER_ERROR));
		assertThat(category(engine, new ConnectException())).isEqualTo(FailureCategory.TIMEOUT);
		assertThat(category(engine, new IOException())).isEqualTo(FailureCategory.SERVER_ERROR);
	}

	@Test
	void isAskedBeforeClassifiersAndBuiltInOnes() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.failureRules(List.of(rule(IOException.class, null, FailureCategory.SERVER_ERROR)))
			.classifiers(() -> List.of((failure) -> FailureVerdict.of(FailureCategory.NOT_FOUND)))
			.build();
		assertThat(category(engine, new IOException())).isEqualTo(FailureCategory.SERVER_ERROR);
		assertThat(category(engine, new Exception())).isEqualTo(FailureCategory.NOT_FOUND);
	}

	@Test
	void matchesCausesAndIsAskedBeforeWhatIsKnownOfTheOutermost() {
		ResilienceEngine engine = rules(rule(ConnectException.class, null, FailureCategory.SERVER_ERROR));
		assertThat(category(engine, new CompletionException(new ConnectException())))
			.isEqualTo(FailureCategory.SERVER_ERROR);
		assertThat(category(engine, new IllegalArgumentException(new ConnectException())))
			.isEqualTo(FailureCategory.SERVER_ERROR);
	}

	@Test
	void givesTheCategorysUsualTemper() {
		ResilienceEngine engine = rules(rule(IOException.class, null, FailureCategory.NOT_FOUND));
		assertThat(engine.classify(new IOException()).temper()).isEqualTo(FailureTemper.PERMANENT);
	}

	@Test
	void thatSaysUnknownGivesTheTemperOfTheSetting() {
		ResilienceEngine engine = ResilienceEngine.builder()
			.failureRules(List.of(rule(IOException.class, null, FailureCategory.UNKNOWN)))
			.unknownFailures(FailureTemper.PERMANENT)
			.build();
		assertThat(engine.classify(new IOException()))
			.isEqualTo(new FailureVerdict(FailureCategory.UNKNOWN, FailureTemper.PERMANENT, null));
	}

	@Test
	void aMessageThatThrowsIsNoMatch() {
		ResilienceEngine engine = rules(rule(null, "quota", FailureCategory.RATE_LIMITED));
		FailureVerdict verdict = engine.classify(new IOException() {

			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}

		});
		assertThat(verdict.category()).isEqualTo(FailureCategory.CONNECTION);
	}

	private static FailureRule rule(@Nullable Class<? extends Throwable> exception, @Nullable String message,
			FailureCategory category) {
		return new FailureRule(exception, (message != null) ? Pattern.compile(message) : null, category);
	}

	private static ResilienceEngine rules(FailureRule... rules) {
		return ResilienceEngine.builder().failureRules(List.of(rules)).build();
	}

	private static FailureCategory category(ResilienceEngine engine, Throwable failure) {
		return engine.classify(failure).category();
	}

}
