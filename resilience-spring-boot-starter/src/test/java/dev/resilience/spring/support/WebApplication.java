package dev.resilience.spring.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A web application as users run it, and what it answers. */
public final class WebApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final HttpClient http = HttpClient.newHttpClient();

	public WebApplication(Path directory, String yaml, Class<?>... sources) {
		this(WebApplicationType.SERVLET, directory, yaml, sources);
	}

	public WebApplication(WebApplicationType type, Path directory, String yaml, Class<?>... sources) {
		this(Contexts.Everything.class, type, directory, yaml, sources);
	}

	private WebApplication(Class<?> root, WebApplicationType type, Path directory, String yaml, Class<?>... sources) {
		this.context = new SpringApplicationBuilder(root).sources(sources)
			.web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "server.address=127.0.0.1")
			.run(Contexts.arguments(directory, yaml));
	}

	/** One that Spring Security guards. */
	public static WebApplication secured(WebApplicationType type, Path directory, String yaml, Class<?>... sources) {
		return new WebApplication(Contexts.EverythingSecured.class, type, directory, yaml, sources);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public Answer get(String path) {
		return send(request(path).GET());
	}

	public Answer post(String path, String json) {
		return send(request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	public HttpRequest.Builder request(String path) {
		return requestOf("local.server.port", path).header("Accept", "application/json");
	}

	/** One to the port that a property tells, without any header. */
	public HttpRequest.Builder requestOf(String port, String path) {
		return HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty(port) + path));
	}

	public Answer send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.headers(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** What came back. */
	public record Answer(int status, HttpHeaders headers, String body) {

		public JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

}
