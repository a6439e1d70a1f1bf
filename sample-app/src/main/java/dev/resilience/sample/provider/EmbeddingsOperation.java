package dev.resilience.sample.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1/embeddings}.
 */
final class EmbeddingsOperation {

	private EmbeddingsOperation() {
	}

	static Map<String, ?> answer(JsonNode request) {
		String model = RequestFields.string(request, "model");
		List<String> inputs = inputs(request.path("input"));
		List<Map<String, ?>> data = new ArrayList<>();
		int words = 0;
		for (String input : inputs) {
			data.add(Map.of("object", "embedding", "index", data.size(), "embedding", HashedWords.vector(input)));
			words += Words.of(input).size();
		}
		return Map.of("object", "list", "model", model, "data", data, "usage",
				Map.of("prompt_tokens", words, "total_tokens", words));
	}

	private static List<String> inputs(JsonNode input) {
		List<String> inputs = new ArrayList<>();
		for (JsonNode element : input.isArray() ? input : List.of(input)) {
			if (!element.isString()) {
				throw new BadRequestException("input must be a string, or an array of strings");
			}
			inputs.add(element.stringValue());
		}
		if (inputs.isEmpty()) {
			throw new BadRequestException("input must not be empty");
		}
		return inputs;
	}

}
