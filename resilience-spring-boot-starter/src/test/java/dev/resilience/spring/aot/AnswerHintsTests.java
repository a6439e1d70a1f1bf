package dev.resilience.spring.aot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.spring.config.Mistake;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What it takes to make a fallback's answer where no method is named. */
class AnswerHintsTests {

	@Test
	void aRecordIsMadeWithWhatItIsMadeOf() {
		OurHints.of(Records.class).make(Quote.class, Price.class);
	}

	@Test
	void elementsAreFoundInContainersAndLaterOutcomes() {
		OurHints.of(Lists.class).make(Quote.class);
		OurHints.of(Maps.class).make(Quote.class);
		OurHints.of(Futures.class).make(Quote.class);
		OurHints.of(Monos.class).make(Quote.class);
	}

	@Test
	void anArrayIsMadeWithItsElements() {
		OurHints hints = OurHints.of(Arrays.class);
		hints.know(Quote[].class);
		hints.make(Quote.class);
	}

	@Test
	void aBeanIsMadeAndFilled() {
		OurHints hints = OurHints.of(Beans.class);
		hints.make(Article.class, Price.class);
		hints.call(Article.class, "setPrice");
	}

	@Test
	void whatItIsMadeOfMayBeDeclaredElsewhere() {
		OurHints.of(Reports.class).make(Report.class, Mistake.class);
	}

	@Test
	void aValueIsMadeByItsConstructor() {
		OurHints.of(Values.class).make(Value.class, Value.Part.class);
	}

	@Test
	void aContainerClassIsMadeEmpty() {
		OurHints hints = OurHints.of(Containers.class);
		hints.make(Basket.class, CopyOnWriteArrayList.class);
	}

	@Test
	void aPolicyOfResilientMayHaveAValueToo() {
		OurHints.of(OfResilient.class).make(Quote.class);
	}

	@Test
	void whereAMethodAnswersNothingIsBound() {
		OurHints.of(OfMethod.class).doNotKnow(Quote.class);
	}

	record Quote(String text, Price price) {
	}

	record Price(int cents) {
	}

	record Report(Mistake mistake) {
	}

	static class Article {

		private Price price = new Price(0);

		public Price getPrice() {
			return this.price;
		}

		public void setPrice(Price price) {
			this.price = price;
		}

	}

	static class Value {

		Value(Part part) {
		}

		record Part(String text) {
		}

	}

	@SuppressWarnings("serial")
	static class Basket extends ArrayList<String> {

	}

	static class Records {

		@Fallback("quotes")
		public Quote get() {
			throw new IllegalStateException();
		}

	}

	static class Arrays {

		@Fallback("quotes")
		public Quote[] get() {
			throw new IllegalStateException();
		}

	}

	static class Containers {

		@Fallback("quotes")
		public Basket get() {
			throw new IllegalStateException();
		}

		@Fallback("quotes")
		public CopyOnWriteArrayList<String> getOther() {
			throw new IllegalStateException();
		}

	}

	static class Of<T> {

		@Fallback("quotes")
		public T get() {
			throw new IllegalStateException();
		}

	}

	static class Lists extends Of<List<Quote>> {

	}

	static class Maps extends Of<Map<String, List<Quote>>> {

	}

	static class Futures extends Of<CompletableFuture<Quote>> {

	}

	static class Monos extends Of<Mono<Quote>> {

	}

	static class Beans extends Of<Article> {

	}

	static class Reports extends Of<Report> {

	}

	static class Values extends Of<Value> {

	}

	@Resilient("quotes")
	static class OfResilient {

		public Quote get() {
			throw new IllegalStateException();
		}

	}

	static class OfMethod {

		@Fallback(value = "quotes", method = "other")
		public List<Quote> get() {
			throw new IllegalStateException();
		}

		List<Quote> other() {
			return List.of();
		}

	}

}
