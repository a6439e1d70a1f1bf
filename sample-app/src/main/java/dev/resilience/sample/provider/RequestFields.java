package dev.resilience.sample.provider;

import tools.jackson.databind.JsonNode;

/**
 * The fields that a request must have.
 */
final class RequestFields {

	private RequestFields() {
	}

	static String string(JsonNode json, String key) {
		JsonNode value = json.path(key);
		if (!value.isString()) {
			throw new BadRequestException(key + " must be a string");
		}
		return value.stringValue();
	}

}
