package dev.resilience.sample.provider;

import java.util.Map;

/**
 * What the provider answers.
 *
 * @param status the HTTP status
 * @param headers the headers beside the content type
 * @param body what becomes the JSON body
 */
record Reply(int status, Map<String, String> headers, Map<String, ?> body) {

	static Reply ok(Map<String, ?> body) {
		return new Reply(200, Map.of(), body);
	}

	/**
	 * An error of /faults: a plain sentence.
	 */
	static Reply error(int status, String message) {
		return new Reply(status, Map.of(), Map.of("error", message));
	}

	/**
	 * An error of /v1, in the shape that OpenAI's clients know.
	 */
	static Reply apiError(int status, String message, String type) {
		return new Reply(status, Map.of(), Map.of("error", Map.of("message", message, "type", type)));
	}

	Reply withHeader(String name, String value) {
		return new Reply(this.status, Map.of(name, value), this.body);
	}

}
