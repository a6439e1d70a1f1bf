package dev.resilience.spring.fallback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Fallbacks with generic types fit as if the method called them. */
class FallbackGenericTests {

	@Test
	void aGenericSuperclassHasTheFallbackForTheTypesOfTheSubclass() {
		with(TextRepository.class, (client) -> {
			assertThat(client.find("id")).isEqualTo("of the superclass");
			assertThat(client.read("id")).isEqualTo("of the superclass");
		});
	}

	@Test
	void whatOverridesAGenericMethodIsOneFallbackWithIt() {
		with(Overriding.class, (client) -> assertThat(client.find("id")).isEqualTo("overriding id"));
	}

	@Test
	void whatIsOverriddenIsToldOnce() {
		assertThat(Contexts.onlyMistake(MisfitOverriding.class)).contains("'cached' that does not fit: "
				+ "String cached(String, RuntimeException) returns String, which is no Integer. Change it to one as");
	}

	@Test
	void aDefaultMethodOfAGenericInterfaceIsAFallback() {
		with(OfDefault.class, (client) -> assertThat(client.load("id")).isEqualTo(List.of("id")));
	}

	@Test
	void ofDefaultMethodsInADiamondTheMoreSpecificOneAnswers() {
		with(Diamond.class, (client) -> assertThat(client.load("id")).isEqualTo(List.of("lower", "id")));
		with(OtherDiamond.class, (client) -> assertThat(client.load("id")).isEqualTo(List.of("lower", "id")));
	}

	@Test
	void aDefaultMethodThatTheClassOverridesIsOneFallbackWithIt() {
		with(OverridingDefault.class, (client) -> assertThat(client.load("id")).isEqualTo(List.of("class", "id")));
	}

	@Test
	void aGenericMethodFitsAnotherWhoseVariablesCorrespond() {
		with(GenericMethods.class, (client) -> {
			assertThat(client.get(String.class)).isEqualTo("cached String");
			assertThat(client.number(Integer.class)).isEqualTo(1);
			assertThat(client.text()).isEqualTo("inferred");
			assertThat(client.failing()).isEqualTo("down");
		});
	}

	@Test
	void aGenericMethodWhoseBoundIsNotKeptDoesNotFit() {
		assertThat(Contexts.onlyMistake(WrongBound.class))
			.contains("String instead(Y) would need String for its Y, which is no Number");
	}

	@Test
	void anObjectDoesNotFitATypeThatOnlyTheCallerKnows() {
		assertThat(Contexts.onlyMistake(ObjectForVariable.class))
			.contains("Object instead(Class<T>) returns Object, which is no T");
	}

	@Test
	void inAGenericClassTheVariableIsTheSameForBoth() {
		with(Holder.class, (client) -> assertThat(client.get()).isNull());
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

	static class Repository<T, K> {

		@Fallback(method = "cached")
		public T find(K key) {
			throw down();
		}

		@SuppressWarnings("unchecked")
		protected T cached(K key, RuntimeException failure) {
			return (T) "of the superclass";
		}

	}

	static class TextRepository extends Repository<String, String> {

		@Fallback(method = "cached")
		public String read(String key) {
			throw down();
		}

	}

	static class Overriding extends Repository<String, String> {

		@Override
		protected String cached(String key, RuntimeException failure) {
			return "overriding " + key;
		}

	}

	static class MisfitOverriding extends Overriding {

		@Fallback(method = "cached")
		public Integer count(String key) {
			throw down();
		}

		@Override
		protected String cached(String key, RuntimeException failure) {
			return "again " + key;
		}

	}

	interface Upper<T> {

		default Collection<T> cached(T key) {
			return List.of(key);
		}

	}

	interface Lower extends Upper<String> {

		@Override
		default List<String> cached(String key) {
			return List.of("lower", key);
		}

	}

	static class OfDefault implements Upper<String> {

		@Fallback(method = "cached")
		public Collection<String> load(String key) {
			throw down();
		}

	}

	static class Diamond implements Upper<String>, Lower {

		@Fallback(method = "cached")
		public List<String> load(String key) {
			throw down();
		}

	}

	static class OtherDiamond extends OfDefault implements Lower {

	}

	static class OverridingDefault implements Lower {

		@Fallback(method = "cached")
		public List<String> load(String key) {
			throw down();
		}

		@Override
		public ArrayList<String> cached(String key) {
			return new ArrayList<>(List.of("class", key));
		}

	}

	static class GenericMethods {

		@Fallback(method = "cached")
		public <T> T get(Class<T> type) {
			throw down();
		}

		private <V> V cached(Class<V> type, Exception failure) {
			return type.cast("cached " + type.getSimpleName());
		}

		@Fallback(method = "bounded")
		public <T extends Integer> T number(Class<T> type) {
			throw down();
		}

		private <V extends Number> V bounded(Class<? extends V> type) {
			return type.cast(1);
		}

		@Fallback(method = "inferred")
		public String text() {
			throw down();
		}

		@SuppressWarnings("unchecked")
		private <V> V inferred() {
			return (V) "inferred";
		}

		@Fallback(method = "ofFailure")
		public String failing() {
			throw down();
		}

		private <E extends RuntimeException> String ofFailure(E failure) {
			return failure.getMessage();
		}

	}

	static class WrongBound {

		@Fallback(method = "instead")
		public String get(String key) {
			throw down();
		}

		<Y extends Number> String instead(Y key) {
			return "";
		}

	}

	static class ObjectForVariable {

		@Fallback(method = "instead")
		public <T> T get(Class<T> type) {
			throw down();
		}

		<T> Object instead(Class<T> type) {
			return "";
		}

	}

	static class Holder<T> {

		@Fallback(method = "instead")
		public T get() {
			throw down();
		}

		T instead() {
			return null;
		}

	}

}
