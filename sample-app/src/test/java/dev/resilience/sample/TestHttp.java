package dev.resilience.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests as any client would.
 */
public final class TestHttp {

	private static final HttpClient client = HttpClient.newHttpClient();

	private static final JsonMapper mapper = new JsonMapper();

	private TestHttp() {
	}

	public static Response get(URI uri) {
		return send("GET", uri, "");
	}

	public static Response send(String method, URI uri, String body) {
		HttpRequest request = HttpRequest.newBuilder(uri)
			.method(method, BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofSeconds(30))
			.build();
		long start = System.nanoTime();
		try {
			HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			return new Response(response.statusCode(), response.headers(), mapper.readTree(response.body()), took);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new AssertionError("Interrupted while waiting for " + uri, ex);
		}
	}

	public record Response(int status, HttpHeaders headers, JsonNode body, Duration took) {
	}

}
