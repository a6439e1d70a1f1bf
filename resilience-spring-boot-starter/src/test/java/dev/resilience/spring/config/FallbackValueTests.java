package dev.resilience.spring.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Answers that stand in the configuration. */
class FallbackValueTests {

	@TempDir
	private Path directory;

	@Test
	void aValueIsBoundToTheReturnType() {
		with("""
				resilience:
				  policies:
				    text:
				      fallback:
				        value: sorry
				    number.fallback.value: 7
				    price.fallback.value: "12.50"
				    duration.fallback.value: 3s
				    words.fallback.value: [a, b]
				    quote:
				      fallback:
				        value:
				          text: cached
				          price: 1.5
				          tags: [old, cheap]
				          parts:
				            first: {text: one}
				    quotes:
				      fallback:
				        value:
				        - text: one
				        - text: two
				    counts:
				      fallback:
				        value:
				          a: 1
				          b: 2
				""", Valued.class, (client) -> {
			assertThat(client.text()).isEqualTo("sorry");
			assertThat(client.number()).isEqualTo(7);
			assertThat(client.price()).isEqualByComparingTo("12.50");
			assertThat(client.duration()).hasSeconds(3);
			assertThat(client.words()).containsExactly("a", "b");
			assertThat(client.quote().text()).isEqualTo("cached");
			assertThat(client.quote().tags()).containsExactly("old", "cheap");
			assertThat(client.quote().parts().get("first").text()).isEqualTo("one");
			assertThat(client.quotes()).extracting(Quote::text).containsExactly("one", "two");
			assertThat(client.counts()).containsEntry("a", 1).containsEntry("b", 2);
			client.nothing();
		});
	}

	@Test
	void aValueIsMadeAnewForEachUse() {
		with("""
				resilience.policies:
				  words.fallback.value: [a]
				""", Words.class, (client) -> {
			client.words().add("changed by the caller");
			assertThat(client.words()).containsExactly("a");
		});
	}

	@Test
	void aValueMayHavePlaceholders() {
		with("""
				phrase: later
				resilience.policies:
				  words.fallback.value: ["${phrase}", "${unset:soon}"]
				""", Words.class, (client) -> assertThat(client.words()).containsExactly("later", "soon"));
	}

	@Test
	void emptyIsTheEmptyValueOfTheReturnType() {
		with("resilience.policies.empty.fallback.empty: true", Empty.class, (client) -> {
			assertThat(client.text()).isNull();
			assertThat(client.number()).isZero();
			assertThat(client.truth()).isFalse();
			assertThat(client.list()).isEmpty();
			assertThat(client.set()).isEmpty();
			assertThat(client.map()).isEmpty();
			assertThat(client.optional()).isEmpty();
			assertThat(client.array()).isEmpty();
			client.nothing();
			client.list().add("mutable, and the caller's own");
			assertThat(client.list()).isEmpty();
		});
	}

	@Test
	void theNearerLevelsAnswerWins() {
		with("""
				resilience:
				  defaults:
				    fallback.value: [from defaults]
				  policies:
				    parent:
				      fallback.value: [from base]
				    words:
				      base: parent
				""", Words.class, (client) -> assertThat(client.words()).containsExactly("from base"));
		with("""
				resilience:
				  policies:
				    parent:
				      fallback.value: [from base]
				    words:
				      base: parent
				      fallback.empty: true
				""", Words.class, (client) -> assertThat(client.words()).isEmpty());
		with("""
				resilience:
				  policies:
				    parent:
				      fallback.empty: true
				    words:
				      base: parent
				      fallback.value: [own]
				""", Words.class, (client) -> assertThat(client.words()).containsExactly("own"));
	}

	@Test
	void theDefaultsAnswerWhereNothingNearerDoes() {
		with("""
				resilience:
				  defaults:
				    fallback.value: [from defaults]
				  policies:
				    words.retry.max-attempts: 1
				""", Words.class, (client) -> assertThat(client.words()).containsExactly("from defaults"));
	}

	@Test
	void valueAndEmptyOnOneLevelStopTheStart() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience:
				  policies:
				    words:
				      fallback:
				        value: [a]
				        empty: true
				""", Words.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("resilience.policies.words.fallback.empty",
					"application.yml:6", "Keep one of the two"));
	}

	@Test
	void onlyTheListedFailuresAreAnswered() {
		with("""
				resilience.policies.words.fallback:
				  value: [a]
				  on: [java.lang.IllegalStateException]
				  skip-on: java.io.IOException
				""", Words.class, (client) -> assertThat(client.words()).containsExactly("a"));
		with("""
				resilience.policies.words.fallback:
				  value: [a]
				  skip-on: java.lang.IllegalStateException
				""", Words.class, (client) -> assertThatIllegalStateException().isThrownBy(client::words));
	}

	private <T> void with(String yaml, Class<T> type, Consumer<T> test) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml, type)) {
			test.accept(context.getBean(type));
		}
	}

	record Quote(String text, BigDecimal price, List<String> tags, Map<String, Quote> parts) {
	}

	static class Valued {

		@Fallback("text")
		public String text() {
			throw new IllegalStateException("down");
		}

		@Fallback("number")
		public int number() {
			throw new IllegalStateException("down");
		}

		@Fallback("price")
		public BigDecimal price() {
			throw new IllegalStateException("down");
		}

		@Fallback("duration")
		public Duration duration() {
			throw new IllegalStateException("down");
		}

		@Fallback("words")
		public List<String> words() {
			throw new IllegalStateException("down");
		}

		@Fallback("quote")
		public Quote quote() {
			throw new IllegalStateException("down");
		}

		@Fallback("quotes")
		public List<Quote> quotes() {
			throw new IllegalStateException("down");
		}

		@Fallback("counts")
		public Map<String, Integer> counts() {
			throw new IllegalStateException("down");
		}

		@Fallback("text")
		public void nothing() {
			throw new IllegalStateException("down");
		}

	}

	static class Words {

		@Fallback("words")
		public List<String> words() {
			throw new IllegalStateException("down");
		}

	}

	@Fallback("empty")
	static class Empty {

		public String text() {
			throw new IllegalStateException("down");
		}

		public int number() {
			throw new IllegalStateException("down");
		}

		public boolean truth() {
			throw new IllegalStateException("down");
		}

		public List<String> list() {
			throw new IllegalStateException("down");
		}

		public Set<String> set() {
			throw new IllegalStateException("down");
		}

		public Map<String, String> map() {
			throw new IllegalStateException("down");
		}

		public Optional<String> optional() {
			throw new IllegalStateException("down");
		}

		public String[] array() {
			throw new IllegalStateException("down");
		}

		public void nothing() {
			throw new IllegalStateException("down");
		}

	}

}
