package dev.resilience.sample.gateway;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class DocumentSearchTests {

	private final Document apples = new Document("Apples", "Grow on trees");

	private final Document boats = new Document("Boats", "Float on water");

	private final EmbeddingClient client = mock();

	private final DocumentSearch search = new DocumentSearch(List.of(this.apples, this.boats), this.client);

	@Test
	void findsTheDocumentWithTheNearestEmbedding() {
		given(this.client.embed(anyList())).willReturn(embeddings(1, 9, 2));
		assertThat(this.search.closestTo("anything")).isEqualTo(this.boats);
	}

	@Test
	void embedsTheDocumentsWithTheFirstQuestionOnly() {
		List<Integer> sizes = new ArrayList<>();
		given(this.client.embed(anyList())).willAnswer((call) -> {
			List<String> texts = call.getArgument(0);
			sizes.add(texts.size());
			return (texts.size() == 1) ? embeddings(9) : embeddings(1, 9, 2);
		});
		assertThat(this.search.closestTo("first")).isEqualTo(this.boats);
		assertThat(this.search.closestTo("second")).isEqualTo(this.apples);
		assertThat(sizes).containsExactly(3, 1);
	}

	@Test
	void searchesByKeywordsWhileTheProviderDoesNotEmbed() {
		given(this.client.embed(anyList())).willReturn(List.of());
		assertThat(this.search.closestTo("What floats on the WATER?")).isEqualTo(this.boats);
		assertThat(this.search.closestTo("Which apple is it?")).isEqualTo(this.apples);
	}

	@Test
	void findsSomeDocumentEvenIfNoKeywordMatches() {
		given(this.client.embed(anyList())).willReturn(List.of());
		assertThat(this.search.closestTo("?")).isEqualTo(this.apples);
	}

	/**
	 * Embeddings that are the more alike the closer their numbers are.
	 */
	private static List<Embedding> embeddings(int... angles) {
		List<Embedding> embeddings = new ArrayList<>();
		for (int angle : angles) {
			embeddings.add(new Embedding(List.of(Math.cos(angle / 10.0), Math.sin(angle / 10.0))));
		}
		return embeddings;
	}

}
