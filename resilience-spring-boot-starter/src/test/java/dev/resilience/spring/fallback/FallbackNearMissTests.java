package dev.resilience.spring.fallback;

import java.util.List;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Of a fallback method that almost fits, the report tells what differs. */
class FallbackNearMissTests {

	@Test
	void aMethodWithOtherParametersIsAMistakeThatShowsIt() {
		assertThat(Contexts.onlyMistake(OtherParameters.class)).contains("'instead' that does not fit",
				"String instead(int) takes int as its 1st parameter, where the method has String",
				"String instead(String, int) takes 2 parameters, where the method has 1, "
						+ "and only a Throwable may be added, as the last",
				"String instead(Throwable, String) takes Throwable as its 1st parameter, "
						+ "and a failure has to be the last");
	}

	@Test
	void aMethodWithAnotherReturnTypeIsAMistakeThatShowsIt() {
		assertThat(Contexts.onlyMistake(OtherReturnType.class)).contains("'instead' that does not fit",
				"Integer instead(String) returns Integer, which is no String");
	}

	@Test
	void genericsThatJavaWouldNotAssignAreAMistake() {
		assertThat(Contexts.onlyMistake(OtherGenerics.class)).contains("'instead' that does not fit", "List<Integer>",
				"List<String>");
		assertThat(Contexts.onlyMistake(OtherGenericParameter.class)).contains("'instead' that does not fit",
				"List<Integer>");
	}

	@Test
	void nothingForAPrimitiveIsAMistake() {
		assertThat(Contexts.onlyMistake(VoidForInt.class)).contains("'instead' that does not fit",
				"void instead() returns nothing, where the method returns int");
	}

	@Test
	void nothingIsNoObject() {
		assertThat(Contexts.onlyMistake(VoidForObject.class))
			.contains("returns nothing, where the method returns Object");
	}

	@Test
	void parametersInAnotherOrderAreToldSo() {
		assertThat(Contexts.onlyMistake(OtherOrder.class))
			.contains("String instead(Integer, String) takes the method's parameters in another order");
	}

	@Test
	void eachParameterThatDiffersIsTold() {
		assertThat(Contexts.onlyMistake(TwoDiffer.class))
			.contains("Long instead(String, Integer, int) takes Integer as its 2nd parameter, "
					+ "where the method has Long, and it takes int as its 3rd parameter, where the method has long, "
					+ "and it returns Long, which is no Integer");
	}

	@Test
	void aParameterThatCouldBeTheFailureIsNotBlamed() {
		assertThat(Contexts.onlyMistake(OfFailure.class))
			.contains("Integer instead(Exception) returns Integer, which is no String");
	}

	@Test
	void someOfTheParametersAreNotEnough() {
		assertThat(Contexts.onlyMistake(OnlySome.class))
			.contains("String instead(String, Exception) takes 1 of the method's 2 parameters, "
					+ "and may take all of them or none");
	}

	@Test
	void aMethodWithoutParametersTellsThatNoneMayBeTaken() {
		assertThat(Contexts.onlyMistake(TakesMore.class))
			.contains("String instead(int) takes 1 parameter, where the method has none, "
					+ "and only a Throwable may be added, as the last");
	}

	@Test
	void boxesAreNotWidened() {
		assertThat(Contexts.onlyMistake(BoxedWidening.class)).contains(
				"Long instead(int) returns Long, which is no int",
				"int instead(Long) takes Long as its 1st parameter, where the method has int");
	}

	@Test
	void ofAmbiguousFallbacksBothAreTold() {
		assertThat(Contexts.onlyMistake(AmbiguousBoxes.class)).contains("int instead(int, int)", " and ",
				"int instead(Integer, Integer)", "neither is more specific");
	}

	static class OtherParameters {

		@Fallback(method = "instead")
		public String quote(String name) {
			return name;
		}

		String instead(int number) {
			return "";
		}

		String instead(String name, int number) {
			return "";
		}

		String instead(Throwable failure, String name) {
			return "";
		}

	}

	static class OtherReturnType {

		@Fallback(method = "instead")
		public String quote(String name) {
			return name;
		}

		Integer instead(String name) {
			return 1;
		}

	}

	static class OtherGenerics {

		@Fallback(method = "instead")
		public List<String> quotes() {
			return List.of();
		}

		List<Integer> instead() {
			return List.of();
		}

	}

	static class OtherGenericParameter {

		@Fallback(method = "instead")
		public String quotes(List<String> names) {
			return "";
		}

		String instead(List<Integer> numbers) {
			return "";
		}

	}

	static class VoidForInt {

		@Fallback(method = "instead")
		public int count() {
			return 1;
		}

		void instead() {
		}

	}

	static class VoidForObject {

		@Fallback(method = "instead")
		public Object get() {
			return "";
		}

		void instead() {
		}

	}

	static class OtherOrder {

		@Fallback(method = "instead")
		public String quote(String name, Integer number) {
			return name;
		}

		String instead(Integer number, String name) {
			return name;
		}

	}

	static class TwoDiffer {

		@Fallback(method = "instead")
		public Integer quote(String name, Long number, long other) {
			return 1;
		}

		Long instead(String name, Integer number, int other) {
			return 1L;
		}

	}

	static class OfFailure {

		@Fallback(method = "instead")
		public String quote(String name) {
			return name;
		}

		Integer instead(Exception failure) {
			return 1;
		}

	}

	static class OnlySome {

		@Fallback(method = "instead")
		public String quote(String name, int number) {
			return name;
		}

		String instead(String name, Exception failure) {
			return name;
		}

	}

	static class TakesMore {

		@Fallback(method = "instead")
		public String quote() {
			return "";
		}

		String instead(int number) {
			return "";
		}

	}

	static class BoxedWidening {

		@Fallback(method = "instead")
		public int count(int number) {
			return 1;
		}

		Long instead(int number) {
			return 1L;
		}

		int instead(Long number) {
			return 1;
		}

	}

	static class AmbiguousBoxes {

		@Fallback(method = "instead")
		public int count(int one, Integer two) {
			return 1;
		}

		int instead(int one, int two) {
			return 1;
		}

		int instead(Integer one, Integer two) {
			return 1;
		}

	}

}
