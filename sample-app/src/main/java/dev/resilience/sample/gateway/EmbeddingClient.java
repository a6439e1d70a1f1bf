package dev.resilience.sample.gateway;

import java.util.Comparator;
import java.util.List;

import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Unprotected;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Has the provider embed texts.
 */
@Component
class EmbeddingClient {

	private static final String MODEL = "text-embedding-3-small";

	private final ProviderClient provider;

	EmbeddingClient(ProviderClient provider) {
		this.provider = provider;
	}

	/**
	 * Embeds the texts. Protected by all that the policy writes; its
	 * {@code fallback.empty} answers the empty list.
	 * @param texts what to embed
	 * @return one embedding for each text in their order, or an empty list while the
	 * provider does not embed
	 */
	@Resilient("embeddings")
	public List<Embedding> embed(List<String> texts) {
		return request(texts);
	}

	/** Embeds something that nobody needs. */
	@Unprotected("may take its time, and is no vote for the circuit")
	public void warmUp() {
		request(List.of("Hello"));
	}

	private List<Embedding> request(List<String> texts) {
		Response response = this.provider.post("/v1/embeddings", new Request(MODEL, texts), Response.class);
		List<Item> items = response.data();
		if (items == null || items.size() != texts.size()) {
			throw new RestClientException("The provider did not answer one embedding for each text");
		}
		return items.stream()
			.sorted(Comparator.comparingInt(Item::index))
			.map((item) -> new Embedding(item.embedding()))
			.toList();
	}

	private record Request(String model, List<String> input) {
	}

	private record Response(@Nullable List<Item> data) {
	}

	private record Item(int index, List<Double> embedding) {
	}

}
