package dev.resilience.spring.aot;

import java.io.IOException;
import java.io.UncheckedIOException;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a bean stays reachable by reflection in a native image. */
class ProtectedBeanHintsTests {

	@Test
	void aProtectedMethodStaysCallable() {
		OurHints.of(Client.class).call(Client.class, "quote");
	}

	@Test
	void soDoesOneThatIsInherited() {
		OurHints.of(Client.class).call(Base.class, "inherited");
	}

	@Test
	void aFallbackMethodStaysCallableInAllItsOverloads() {
		OurHints.of(Client.class).call(Client.class, "stored");
	}

	@Test
	void soDoesOneOfASuperclassOrOfAnInterface() {
		OurHints hints = OurHints.of(Client.class);
		hints.call(Base.class, "ofTheBase");
		hints.call(Answers.class, "ofTheInterface");
	}

	@Test
	void soDoesOneOfAnotherBean() {
		OurHints hints = OurHints.of(Client.class, Store.class);
		hints.call(Store.class, "remembered");
		hints.know(Store.class, StoreBase.class, Memory.class);
	}

	@Test
	void whatTheClassExtendsCanBeSearched() {
		OurHints.of(Client.class).know(Client.class, Base.class, Root.class, Answers.class);
	}

	@Test
	void aFactoryIsLookedAtAndWhatItMakes() {
		OurHints hints = OurHints.of(ClientFactory.class);
		hints.call(ClientFactory.class, "refresh");
		hints.call(Client.class, "stored");
		hints.call(Base.class, "inherited");
	}

	@Test
	void aBeanWithoutAnnotationsOfOursNeedsNothing() {
		assertThat(OurHints.of(Store.class).all().reflection().typeHints()).isEmpty();
	}

	@Test
	void fallbacksThatDoNotFitAreLeftToTheStart() {
		OurHints hints = OurHints.of(WrongClient.class);
		hints.call(WrongClient.class, "missing");
		hints.call(WrongClient.class, "misfit");
	}

	static class Root {

	}

	static class Base extends Root {

		@CircuitProtected("quotes")
		public String inherited() {
			return "";
		}

		protected String ofTheBase(String article) {
			return "";
		}

	}

	interface Answers {

		default String ofTheInterface() {
			return "";
		}

	}

	static class Client extends Base implements Answers {

		@Fallback(method = "stored")
		public String quote(String article) {
			return "";
		}

		private String stored(String article, IOException failure) {
			return "";
		}

		private static String stored(String article, UncheckedIOException failure) {
			return "";
		}

		String stored() {
			return "";
		}

		@Fallback(method = "ofTheBase")
		public String second(String article) {
			return "";
		}

		@Fallback(method = "ofTheInterface")
		public String third(String article) {
			return "";
		}

		@Fallback(method = "remembered", bean = Store.class)
		public String fourth(String article) {
			return "";
		}

	}

	interface Memory {

	}

	static class StoreBase implements Memory {

	}

	static class Store extends StoreBase {

		String remembered(String article) {
			return "";
		}

	}

	static class ClientFactory implements FactoryBean<Client> {

		@Override
		public Client getObject() {
			return new Client();
		}

		@Override
		public Class<?> getObjectType() {
			return Client.class;
		}

		@CircuitProtected("quotes")
		public void refresh() {
		}

	}

	static class WrongClient {

		@Fallback(method = "nowhere")
		public String missing() {
			return "";
		}

		@Fallback(method = "number")
		public String misfit() {
			return "";
		}

		@Fallback(bean = Base.class, method = "ofTheBase")
		private String hidden(String article) {
			return "";
		}

		int number() {
			return 1;
		}

	}

}
