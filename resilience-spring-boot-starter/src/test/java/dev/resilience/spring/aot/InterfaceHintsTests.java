package dev.resilience.spring.aot;

import dev.resilience.annotation.Retryable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;

/** Where the proxy may be made of interfaces: it calls their methods by reflection. */
class InterfaceHintsTests {

	@Test
	void allMethodsOfAnInterfaceStayCallable() {
		OurHints.of(OfInterface.class).call(Quotes.class, "price");
	}

	@Test
	void anInterfaceThatAFactoryMakesIsLookedAtToo() {
		OurHints.of(QuotesFactory.class).call(Quotes.class, "quote");
	}

	interface Quotes {

		@Retryable("quotes")
		String quote();

		String price();

	}

	static class OfInterface implements Quotes {

		@Override
		public String quote() {
			return "";
		}

		@Override
		public String price() {
			return "";
		}

	}

	static class QuotesFactory implements FactoryBean<Quotes> {

		@Override
		public Quotes getObject() {
			return new OfInterface();
		}

		@Override
		public Class<?> getObjectType() {
			return Quotes.class;
		}

	}

}
