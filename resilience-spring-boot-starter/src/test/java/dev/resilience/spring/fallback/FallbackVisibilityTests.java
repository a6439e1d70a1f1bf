package dev.resilience.spring.fallback;

import java.util.function.Consumer;

import dev.resilience.annotation.Fallback;
import dev.resilience.spring.fallback.elsewhere.ForeignBase;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A class has for a fallback what Java would let it call. */
class FallbackVisibilityTests {

	private static final String BASE = ForeignBase.class.getName();

	@Test
	void whatIsProtectedIsInheritedFromAnotherPackage() {
		with(Heir.class, (client) -> {
			assertThat(client.quote("a")).isEqualTo("inherited a");
			assertThat(client.quoteStatic("a")).isEqualTo("static a");
		});
	}

	@Test
	void whatIsStaticAndProtectedIsSeenByAnyHeir() {
		Contexts.runner()
			.withBean(HeirWithBean.class)
			.withBean(ForeignBase.class, ForeignBase::new, (definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context.getBean(HeirWithBean.class).quoteStatic("a")).isEqualTo("static a"));
	}

	@Test
	void whatIsProtectedInAnotherBeanOfAnotherPackageIsRefused() {
		assertThat(Contexts.mistakes(Contexts.runner().withBean(Stranger.class).withBean(ForeignBase.class)))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.toString()).contains("'inherited' that does not fit",
					"String inherited(String) is protected in " + BASE + ", which " + Stranger.class.getName()
							+ " does not see from its package"));
	}

	@Test
	void whatIsPackagePrivateInAnotherPackageIsRefused() {
		assertThat(Contexts.onlyMistake(OfUnseen.class)).contains("String unseen(String) is package-private in " + BASE
				+ ", which " + OfUnseen.class.getName() + " does not see from its package");
	}

	@Test
	void whatIsPrivateInASuperclassIsRefused() {
		assertThat(Contexts.onlyMistake(OfHidden.class)).contains("String hidden(String) is private in " + BASE);
	}

	@Test
	void whatIsPrivateInAnInterfaceServesItsOwnMethods() {
		with(OfInterface.class, (client) -> assertThat(client.quote("a")).isEqualTo("private a"));
		assertThat(Contexts.onlyMistake(OfPrivateOfInterface.class))
			.contains("String own(String) is private in " + Quotes.class.getName());
	}

	@Test
	void whatCannotBeSeenIsNotProposed() {
		assertThat(Contexts.onlyMistake(Mistyped.class)).contains("'hiden'", "does not have")
			.doesNotContain("Did you mean");
	}

	private static <T> void with(Class<T> type, Consumer<T> test) {
		Contexts.runner().withBean(type).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context.getBean(type));
		});
	}

	static class Heir extends ForeignBase {

		@Fallback(method = "inherited")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

		@Fallback(method = "inheritedStatic")
		public String quoteStatic(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class HeirWithBean extends ForeignBase {

		@Fallback(bean = ForeignBase.class, method = "inheritedStatic")
		public String quoteStatic(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class Stranger {

		@Fallback(bean = ForeignBase.class, method = "inherited")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class OfUnseen extends ForeignBase {

		@Fallback(method = "unseen")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class OfHidden extends ForeignBase {

		@Fallback(method = "hidden")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	static class Mistyped extends ForeignBase {

		@Fallback(method = "hiden")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

	interface Quotes {

		@Fallback(method = "own")
		default String quote(String name) {
			throw new IllegalStateException("down");
		}

		private String own(String name) {
			return "private " + name;
		}

		default String useOwn() {
			return own("");
		}

	}

	static class OfInterface implements Quotes {

	}

	static class OfPrivateOfInterface implements Quotes {

		@Override
		@Fallback(method = "own")
		public String quote(String name) {
			throw new IllegalStateException("down");
		}

	}

}
