package dev.resilience.reliability.backend;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a provider answers that is well. */
final class HealthyAnswers {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final String CHAT = """
			{"id": "1", "object": "chat.completion", "model": "gpt-4o-mini", "choices": [{"index": 0,
			"message": {"role": "assistant", "content": "A circuit breaker refuses calls for a while."},
			"finish_reason": "stop"}]}""";

	private static final String MODELS = "{\"object\": \"list\", \"data\": []}";

	private HealthyAnswers() {
	}

	static byte[] to(Request request) {
		return switch (request.path()) {
			case "/v1/embeddings" -> embeddings(MAPPER.readTree(request.body()).path("input"));
			case "/v1/chat/completions" -> CHAT.getBytes(StandardCharsets.UTF_8);
			default -> MODELS.getBytes(StandardCharsets.UTF_8);
		};
	}

	private static byte[] embeddings(JsonNode input) {
		List<Map<String, ?>> data = new ArrayList<>();
		for (int i = 0; i < (input.isArray() ? input.size() : 1); i++) {
			data.add(Map.of("object", "embedding", "index", i, "embedding", List.of(1.0, i / 10.0, 0.5)));
		}
		return MAPPER.writeValueAsBytes(Map.of("object", "list", "model", "text-embedding-3-small", "data", data));
	}

}
