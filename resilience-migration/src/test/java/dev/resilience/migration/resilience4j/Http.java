package dev.resilience.migration.resilience4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/** Asks a web application over real HTTP. */
final class Http {

	private Http() {
	}

	static int status(ConfigurableApplicationContext application, String path) {
		return answer(application, request(application, path)).statusCode();
	}

	static JsonNode json(ConfigurableApplicationContext application, String path) {
		return JsonMapper.shared().readTree(answer(application, request(application, path)).body());
	}

	static int post(ConfigurableApplicationContext application, String path, String json) {
		return answer(application, request(application, path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json))).statusCode();
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext application, String path) {
		return HttpRequest.newBuilder(
				URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path));
	}

	private static HttpResponse<String> answer(ConfigurableApplicationContext application,
			HttpRequest.Builder request) {
		try {
			return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
