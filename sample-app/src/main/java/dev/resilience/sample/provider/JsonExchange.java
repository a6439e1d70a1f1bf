package dev.resilience.sample.provider;

import java.io.IOException;

import com.sun.net.httpserver.HttpExchange;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in, JSON out. The mapper is the provider's own, as it would be if the provider ran
 * elsewhere: settings of the gateway do not reach it.
 */
final class JsonExchange {

	private static final int MAX_BYTES = 1024 * 1024;

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private JsonExchange() {
	}

	static JsonNode readObject(HttpExchange exchange) throws IOException {
		byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
		if (bytes.length > MAX_BYTES) {
			throw new BadRequestException("The body is larger than " + MAX_BYTES + " bytes");
		}
		JsonNode json = parse(bytes);
		if (!json.isObject()) {
			throw new BadRequestException("The body must be one JSON object, such as {\"key\": \"value\"}");
		}
		return json;
	}

	static void send(HttpExchange exchange, Reply reply) throws IOException {
		byte[] body = MAPPER.writeValueAsBytes(reply.body());
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		reply.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(reply.status(), body.length);
		exchange.getResponseBody().write(body);
	}

	private static JsonNode parse(byte[] bytes) {
		try {
			return MAPPER.readTree(bytes);
		}
		catch (JacksonException ex) {
			TokenStreamLocation at = ex.getLocation();
			throw new BadRequestException("The body is not JSON, or has a key twice"
					+ ((at != null) ? " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")" : ""));
		}
	}

}
