package dev.resilience.spring.fallback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Where a fallback method may stand. */
class FallbackPlacesTests {

	@Test
	void itMayBePrivateOrStaticOrInheritedOrOfAnInterface() {
		with(Sub.class, (client) -> {
			assertThat(client.toPrivate()).isEqualTo("private");
			assertThat(client.toStatic()).isEqualTo("static");
			assertThat(client.toInherited()).isEqualTo("inherited");
			assertThat(client.toOverridden()).isEqualTo("overriding");
			assertThat(client.toDefault()).isEqualTo("default");
			assertThat(client.toStaticOfSuperclass()).isEqualTo("static");
		});
	}

	@Test
	void theMethodOfASuperclassHasItsOwnPrivateFallback() {
		with(Sub.class, (client) -> assertThat(client.inSuperclass()).isEqualTo("private of the superclass"));
	}

	@Test
	void aMethodCallsWhatIsPrivateInItsOwnClassRatherThanInASubclass() {
		with(Namesake.class, (client) -> assertThat(client.inSuperclass()).isEqualTo("private of the superclass"));
	}

	@Test
	void genericTypesFitAsInJavasOwnAssignment() {
		with(Generics.class, (client) -> {
			assertThat(client.wider(List.of("a"))).containsExactly("a");
			assertThat(client.narrower()).hasToString("[narrower]");
			assertThat(client.<String>variable("x")).isEqualTo("x");
		});
		with(TextRepository.class, (client) -> assertThat(client.find("id")).isEqualTo("cached id"));
	}

	@Test
	void aFallbackOnTheClassAnswersItsMethodsAndNotItself() {
		with(OnClass.class, (client) -> {
			assertThat(client.charge()).isEqualTo("instead");
			assertThatIllegalStateException().isThrownBy(() -> client.instead(true));
		});
	}

	@Test
	void aFallbackOnTheClassLeavesItselfTheOtherKinds() {
		Contexts.runnerWithRetry().withBean(ProtectedOnClass.class).run((context) -> {
			ProtectedOnClass client = context.getBean(ProtectedOnClass.class);
			assertThatIllegalStateException().isThrownBy(client::instead);
			assertThat(client.calls()).isEqualTo(3);
		});
	}

	private static <T> void with(Class<T> type, Consumer<T> test) {
		Contexts.runner().withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(type));
		});
	}

	interface WithDefault {

		default String ofInterface() {
			return "default";
		}

	}

	static class Base {

		@Fallback(method = "own")
		public String inSuperclass() {
			throw new IllegalStateException("down");
		}

		private String own() {
			return "private of the superclass";
		}

		protected String inherited() {
			return "inherited";
		}

		String overridden() {
			return "overridden";
		}

		static String ofClass() {
			return "static";
		}

	}

	static class Sub extends Base implements WithDefault {

		@Fallback(method = "mine")
		public String toPrivate() {
			throw new IllegalStateException("down");
		}

		private String mine() {
			return "private";
		}

		@Fallback(method = "ofThisClass")
		public String toStatic() {
			throw new IllegalStateException("down");
		}

		private static String ofThisClass() {
			return "static";
		}

		@Fallback(method = "inherited")
		public String toInherited() {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "overridden")
		public String toOverridden() {
			throw new IllegalStateException("down");
		}

		@Override
		String overridden() {
			return "overriding";
		}

		@Fallback(method = "ofInterface")
		public String toDefault() {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "ofClass")
		public String toStaticOfSuperclass() {
			throw new IllegalStateException("down");
		}

	}

	static class Namesake extends Base {

		private String own() {
			return "private of the subclass";
		}

		String useOwn() {
			return own();
		}

	}

	static class Generics {

		@Fallback(method = "ofAny")
		public Collection<String> wider(List<String> list) {
			throw new IllegalStateException("down");
		}

		private List<String> ofAny(Collection<? extends String> list) {
			return new ArrayList<>(list);
		}

		@Fallback(method = "list")
		public Collection<? extends CharSequence> narrower() {
			throw new IllegalStateException("down");
		}

		private List<String> list() {
			return List.of("narrower");
		}

		@Fallback(method = "same")
		public <T> T variable(T value) {
			throw new IllegalStateException("down");
		}

		private <T> T same(T value) {
			return value;
		}

	}

	abstract static class Repository<T, K> {

		@Fallback(method = "cached")
		public T find(K key) {
			throw new IllegalStateException("down");
		}

		protected abstract T cached(K key);

	}

	static class TextRepository extends Repository<String, String> {

		@Override
		protected String cached(String key) {
			return "cached " + key;
		}

	}

	@Fallback(method = "instead")
	static class OnClass {

		public String charge() {
			throw new IllegalStateException("down");
		}

		public String instead() {
			return "instead";
		}

		public String instead(boolean fail) {
			throw new IllegalStateException("down");
		}

	}

	@Retryable("payments")
	@Fallback(method = "instead")
	static class ProtectedOnClass {

		private int calls;

		int calls() {
			return this.calls;
		}

		public String instead() {
			this.calls++;
			throw new IllegalStateException("down");
		}

	}

}
