package dev.resilience.sample.provider;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import dev.resilience.sample.SampleProperties;
import dev.resilience.sample.TestHttp;
import dev.resilience.sample.TestHttp.Response;

/**
 * A provider without its gateway.
 */
final class RunningProvider implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final StandInProvider server;

	RunningProvider() {
		this.server = new StandInProvider(new SampleProperties(new SampleProperties.Provider(0, null)));
		this.server.start();
	}

	Response send(String method, String path, String body) {
		return TestHttp.send(method, uri(path), body);
	}

	void sendWithoutWaiting(String method, String path, String body) {
		HttpRequest request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body)).build();
		this.client.sendAsync(request, BodyHandlers.discarding());
	}

	@Override
	public void close() {
		this.server.stop();
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.server.port() + path);
	}

}
