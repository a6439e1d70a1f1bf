package dev.resilience.sample.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1/chat/completions}. Takes what the system messages say for the document,
 * and the last message of a user for the question.
 */
final class ChatOperation {

	private ChatOperation() {
	}

	static Map<String, ?> answer(JsonNode request) {
		String model = RequestFields.string(request, "model");
		StringBuilder document = new StringBuilder();
		String question = "";
		for (JsonNode message : messages(request)) {
			String content = RequestFields.string(message, "content");
			switch (RequestFields.string(message, "role")) {
				case "system" -> document.append(content).append("\n\n");
				case "user" -> question = content;
				default -> {
				}
			}
		}
		return completion(model, Answers.from(document.toString(), question));
	}

	private static JsonNode messages(JsonNode request) {
		JsonNode messages = request.path("messages");
		if (!messages.isArray() || messages.isEmpty()) {
			throw new BadRequestException("messages must be an array of at least one message");
		}
		return messages;
	}

	private static Map<String, ?> completion(String model, String answer) {
		Map<String, ?> message = Map.of("role", "assistant", "content", answer);
		return Map.of("id", "chatcmpl-" + UUID.randomUUID(), "object", "chat.completion", "created",
				Instant.now().getEpochSecond(), "model", model, "choices",
				List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")));
	}

}
