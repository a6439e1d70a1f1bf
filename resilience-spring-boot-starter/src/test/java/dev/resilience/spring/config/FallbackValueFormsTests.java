package dev.resilience.spring.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that are hardly there, or wrong. */
class FallbackValueFormsTests {

	@TempDir
	private Path directory;

	@Test
	void anEmptyListIsAnEmptyList() {
		with("value: []", Listing.class, (client) -> assertThat(client.get()).isEmpty());
	}

	@Test
	void anEmptyMapIsAnEmptyMap() {
		with("value: {}", Mapping.class, (client) -> assertThat(client.get()).isEmpty());
	}

	@Test
	void anEmptyTextIsAnEmptyText() {
		with("value: ''", Text.class, (client) -> assertThat(client.get()).isEmpty());
	}

	@Test
	void aTextWithLinesAndCommasIsOneText() {
		with("value: |\n          a, b\n          c", Text.class,
				(client) -> assertThat(client.get()).isEqualTo("a, b\nc\n"));
	}

	@Test
	void anUntypedResultIsWhatIsWritten() {
		with("value: 7", Untyped.class, (client) -> assertThat(client.get()).isEqualTo(7));
		with("value: sorry", Untyped.class, (client) -> assertThat(client.get()).isEqualTo("sorry"));
		with("value: [a, b]", Untyped.class, (client) -> assertThat(client.get()).isEqualTo(List.of("a", "b")));
		with("value: {a: b}", Untyped.class, (client) -> assertThat(client.get()).isEqualTo(Map.of("a", "b")));
	}

	@Test
	void whatDoesNotFitIsToldInTheWordsOfTheFile() {
		assertThat(mistakes("value: [green, blue]", Palette.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains(
					"resilience.policies.payments.fallback.value (application.yml:5) has at [1] what is 'blue', which is no "
							+ "Colour; it must be one of RED, GREEN"));
		assertThat(mistakes("value: {txt: a}", Lined.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what())
				.contains("fallback.value (application.yml:5) has txt, which Line has no place for; it has text"));
		assertThat(mistakes("value: 1.7", Counted.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains("is '1.7', which is no whole number"));
		assertThat(mistakes("value: ${NOWHERE}", Text.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what()).contains("is '${NOWHERE}', which nothing resolves"));
	}

	@Test
	void anEscapedPlaceholderIsAText() {
		with("value: '\\${NOWHERE}'", Text.class, (client) -> assertThat(client.get()).isEqualTo("${NOWHERE}"));
	}

	@Test
	void theTypeOfALaterOutcomeIsThatOfWhatIsInIt() {
		assertThat(mistakes("value: many", Later.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.what())
				.startsWith("needs an answer of type java.lang.Integer, but"));
	}

	@Test
	void whatAGenericSuperclassReturnsIsBoundAsTheClassHasIt() {
		with("value: [{text: a}, {text: b}]", Lines.class,
				(client) -> assertThat(client.get()).containsExactly(new Line("a"), new Line("b")));
	}

	@Test
	void anEnumAndAnArrayAreBound() {
		with("value: green", Coloured.class, (client) -> assertThat(client.get()).isEqualTo(Colour.GREEN));
		with("value: [1, 2]", Numbers.class, (client) -> assertThat(client.get()).containsExactly(1, 2));
	}

	@Test
	void aWrongValueStopsTheStartWithKeyAndType() {
		for (String value : new String[] { "value: purple", "value: ${unset}", "value: {a: b}", "value:" }) {
			assertThat(mistakes(value, Coloured.class)).as(value).singleElement().satisfies((mistake) -> {
				assertThat(mistake.toString()).contains("Coloured#get", "resilience.policies.payments.fallback.value",
						"Colour");
			});
		}
	}

	@Test
	void aKeyOfTheValueThatTheTypeDoesNotHaveStopsTheStart() {
		assertThat(mistakes("value: {text: a, prize: 1}", Quoted.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Quoted#get", "prize"));
	}

	@Test
	void nothingForAPrimitiveStopsTheStart() {
		assertThat(mistakes("value: ''", Counted.class)).singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("Counted#get"));
	}

	private List<Mistake> mistakes(String value, Class<?> type) {
		return Contexts.mistakes(this.directory, yaml(value), type);
	}

	private <T> void with(String value, Class<T> type, Consumer<T> test) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml(value), type)) {
			test.accept(context.getBean(type));
		}
	}

	private static String yaml(String value) {
		return "resilience:\n  policies:\n    payments:\n      fallback:\n        " + value + "\n";
	}

	enum Colour {

		RED, GREEN

	}

	record Quote(String text, int price) {
	}

	static class Listing {

		@Fallback("payments")
		public List<String> get() {
			throw new IllegalStateException("down");
		}

	}

	static class Mapping {

		@Fallback("payments")
		public Map<String, Integer> get() {
			throw new IllegalStateException("down");
		}

	}

	static class Text {

		@Fallback("payments")
		public String get() {
			throw new IllegalStateException("down");
		}

	}

	static class Untyped {

		@Fallback("payments")
		public Object get() {
			throw new IllegalStateException("down");
		}

	}

	static class Coloured {

		@Fallback("payments")
		public Colour get() {
			throw new IllegalStateException("down");
		}

	}

	static class Numbers {

		@Fallback("payments")
		public int[] get() {
			throw new IllegalStateException("down");
		}

	}

	record Line(String text) {
	}

	abstract static class Source<T> {

		@Fallback("payments")
		public T get() {
			throw new IllegalStateException("ill");
		}

	}

	static class Palette extends Source<List<Colour>> {

	}

	static class Lined extends Source<Line> {

	}

	static class Later extends Source<CompletableFuture<Integer>> {

	}

	static class Lines extends Source<List<Line>> {

	}

	static class Quoted {

		@Fallback("payments")
		public Quote get() {
			throw new IllegalStateException("down");
		}

	}

	static class Counted {

		@Fallback("payments")
		public int get() {
			throw new IllegalStateException("down");
		}

	}

}
