package dev.resilience.sample.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds the document that a question is about: by meaning while the provider embeds, by
 * keywords while it does not.
 */
class DocumentSearch {

	private final List<Document> documents;

	private final EmbeddingClient client;

	/**
	 * One for each document, or empty as long as no question has been embedded. Two first
	 * questions at once may both find it empty; they write the same.
	 */
	private volatile List<Embedding> known = List.of();

	DocumentSearch(List<Document> documents, EmbeddingClient client) {
		this.documents = List.copyOf(documents);
		this.client = client;
	}

	Document closestTo(String question) {
		List<Embedding> known = this.known;
		List<Embedding> answer = this.client.embed(known.isEmpty() ? withDocuments(question) : List.of(question));
		if (answer.isEmpty()) {
			return best((index) -> Keywords.shared(question, this.documents.get(index).content()));
		}
		Embedding asked = answer.get(0);
		List<Embedding> candidates = known.isEmpty() ? answer.subList(1, answer.size()) : known;
		this.known = candidates;
		return best((index) -> asked.similarityTo(candidates.get(index)));
	}

	/**
	 * The first question brings the documents along: embedding them needs no call of its
	 * own that could fail, at start or later, nor the time of one.
	 */
	private List<String> withDocuments(String question) {
		List<String> texts = new ArrayList<>();
		texts.add(question);
		this.documents.forEach((document) -> texts.add(document.content()));
		return texts;
	}

	private Document best(IntToDoubleFunction score) {
		int best = IntStream.range(0, this.documents.size())
			.boxed()
			.max(Comparator.comparingDouble(score::applyAsDouble))
			.orElseThrow();
		return this.documents.get(best);
	}

}
