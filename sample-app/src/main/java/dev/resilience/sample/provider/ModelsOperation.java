package dev.resilience.sample.provider;

import java.util.List;
import java.util.Map;

/**
 * {@code GET /v1/models}. The stand-in takes any model; it lists those that the gateway
 * asks for.
 */
final class ModelsOperation {

	private ModelsOperation() {
	}

	static Map<String, ?> answer() {
		return Map.of("object", "list", "data", List.of(model("gpt-4o-mini"), model("text-embedding-3-small")));
	}

	private static Map<String, ?> model(String id) {
		return Map.of("id", id, "object", "model", "created", 0, "owned_by", "stand-in");
	}

}
