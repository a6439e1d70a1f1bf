package dev.resilience.spring.fallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands between angle brackets has to fit as in an assignment, and without a
 * warning.
 */
class FallbackArgumentsTests {

	@Test
	void aRawTypeIsRefusedWhereArgumentsMatter() {
		assertThat(Contexts.onlyMistake(RawReturned.class)).contains(
				"List instead() returns the raw type List, which does not say of what, where the method returns List<String>");
		assertThat(Contexts.onlyMistake(RawUnderneath.class))
			.contains("Raws instead() returns Raws, which is raw underneath and does not say of what, "
					+ "where the method returns List<String>");
		assertThat(Contexts.onlyMistake(RawGiven.class))
			.contains("String instead(List<String>) takes List<String> as its 1st parameter, "
					+ "where the method has the raw type List, which does not say of what");
	}

	@Test
	void aRawTypeIsTakenWhereArgumentsDoNotMatter() {
		with(RawTaken.class, (client) -> {
			assertThat(client.anything(List.of("a"))).isEqualTo(List.of("a"));
			assertThat((Object) client.raw(List.of("b"))).isEqualTo(List.of("b"));
		});
	}

	@Test
	void aWildcardIsRefusedWhereItCouldBeSomethingElse() {
		assertThat(Contexts.onlyMistake(Wildcard.class))
			.contains("List<?> instead() returns List<?>, which is no List<String>");
		assertThat(Contexts.onlyMistake(WildcardForWildcard.class))
			.contains("returns List<? super Integer>, which is no List<? extends Number>");
		assertThat(Contexts.onlyMistake(WildcardParameter.class))
			.contains("takes List<String> as its 1st parameter, where the method has List<? extends CharSequence>");
	}

	@Test
	void aWildcardThatTheOtherContainsFits() {
		with(Contained.class, (client) -> assertThat(client.numbers(List.of(1))).isEqualTo(List.of(1)));
	}

	@Test
	void nestedArgumentsHaveToBeTheSame() {
		assertThat(Contexts.onlyMistake(Nested.class))
			.contains("returns Map<String, ArrayList<String>>, which is no Map<String, List<String>>");
	}

	@Test
	void typesThatReadAlikeAreToldWithTheirPackages() {
		assertThat(Contexts.onlyMistake(Namesakes.class)).contains("returns java.util.Date, which is no java.sql.Date");
	}

	private static <T> void with(Class<T> type, Consumer<T> test) {
		Contexts.runner().withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(type));
		});
	}

	private static IllegalStateException down() {
		return new IllegalStateException("down");
	}

	@SuppressWarnings("rawtypes")
	static class RawReturned {

		@Fallback(method = "instead")
		public List<String> get() {
			throw down();
		}

		List instead() {
			return List.of();
		}

	}

	@SuppressWarnings({ "rawtypes", "serial" })
	static class Raws extends ArrayList {

	}

	static class RawUnderneath {

		@Fallback(method = "instead")
		public List<String> get() {
			throw down();
		}

		Raws instead() {
			return new Raws();
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawGiven {

		@Fallback(method = "instead")
		public String get(List names) {
			throw down();
		}

		String instead(List<String> names) {
			return "";
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawTaken {

		@Fallback(method = "ofRaw")
		public List<?> anything(List<String> names) {
			throw down();
		}

		List ofRaw(List names) {
			return names;
		}

		@Fallback(method = "ofAny")
		public List raw(List names) {
			throw down();
		}

		List<?> ofAny(List<?> names) {
			return names;
		}

	}

	static class Wildcard {

		@Fallback(method = "instead")
		public List<String> get() {
			throw down();
		}

		List<?> instead() {
			return List.of();
		}

	}

	static class WildcardForWildcard {

		@Fallback(method = "instead")
		public List<? extends Number> get() {
			throw down();
		}

		List<? super Integer> instead() {
			return List.of();
		}

	}

	static class WildcardParameter {

		@Fallback(method = "instead")
		public String get(List<? extends CharSequence> names) {
			throw down();
		}

		String instead(List<String> names) {
			return "";
		}

	}

	static class Contained {

		@Fallback(method = "instead")
		public List<? extends Number> numbers(List<? extends Integer> numbers) {
			throw down();
		}

		<I extends Number> List<? extends I> instead(List<I> numbers) {
			return numbers;
		}

	}

	static class Nested {

		@Fallback(method = "instead")
		public Map<String, List<String>> get() {
			throw down();
		}

		Map<String, ArrayList<String>> instead() {
			return Map.of();
		}

	}

	static class Namesakes {

		@Fallback(method = "today")
		public java.sql.Date date() {
			throw down();
		}

		java.util.Date today() {
			return new java.util.Date();
		}

	}

}
