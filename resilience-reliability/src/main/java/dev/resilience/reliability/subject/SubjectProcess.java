package dev.resilience.reliability.subject;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@link Subject}, seen from the process that has started it. */
public final class SubjectProcess implements AutoCloseable {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final List<String> ALWAYS = List.of("--server.port=0", "--logging.level.root=warn",
			"--management.endpoint.circuits.access=unrestricted");

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();

	private final Process process;

	private final URI address;

	/**
	 * Starts it, and waits until it listens.
	 * @param options how
	 * @param provider where its provider is
	 * @param log the file to which it writes; appended to
	 * @throws IOException if it does not start
	 * @throws InterruptedException if the wait is interrupted
	 */
	public SubjectProcess(SubjectOptions options, URI provider, Path log) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		builder.command().addAll(options.jvm());
		builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), Subject.class.getName()));
		builder.command().addAll(ALWAYS);
		builder.command().addAll(options.properties());
		builder.command().add("--sample.provider.url=" + provider);
		this.process = builder.redirectErrorStream(true).start();
		// also if somebody ends this process first
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroy));
		CompletableFuture<Integer> port = new CompletableFuture<>();
		Thread reader = new Thread(() -> copy(log, port), "subject log");
		reader.setDaemon(true);
		reader.start();
		try {
			this.address = URI.create("http://localhost:" + port.get(60, TimeUnit.SECONDS));
		}
		catch (ExecutionException | TimeoutException ex) {
			this.process.destroyForcibly();
			throw new IOException("The application did not start, see " + log, ex);
		}
	}

	/**
	 * Where one asks it.
	 * @return the address of a question
	 */
	public URI question() {
		return this.address.resolve("/api/ask?question=What+is+a+circuit+breaker");
	}

	/**
	 * Looks at it.
	 * @param gc whether garbage is to be collected first
	 * @return what is seen
	 * @throws IOException if it does not answer
	 * @throws InterruptedException if the wait is interrupted
	 */
	public WatchReport watch(boolean gc) throws IOException, InterruptedException {
		return MAPPER.readValue(get("/watch?gc=" + gc), WatchReport.class);
	}

	/**
	 * Looks at its circuits.
	 * @return each circuit by its name, as {@code /actuator/circuits} has it
	 * @throws IOException if it does not answer
	 * @throws InterruptedException if the wait is interrupted
	 */
	public JsonNode circuits() throws IOException, InterruptedException {
		return MAPPER.readTree(get("/actuator/circuits")).path("circuits");
	}

	/**
	 * Reads its meters.
	 * @return what Prometheus would scrape
	 * @throws IOException if it does not answer
	 * @throws InterruptedException if the wait is interrupted
	 */
	public String meters() throws IOException, InterruptedException {
		return get("/actuator/prometheus");
	}

	/**
	 * Has it look for its provider elsewhere.
	 * @param provider where
	 * @throws IOException if it does not answer
	 * @throws InterruptedException if the wait is interrupted
	 */
	public void move(URI provider) throws IOException, InterruptedException {
		send(request("/watch/provider?url=" + URLEncoder.encode(provider.toString(), StandardCharsets.UTF_8))
			.POST(BodyPublishers.noBody()));
	}

	/**
	 * Fills its heap for a while.
	 * @param leave how many megabytes remain free
	 * @param hold how long
	 * @throws IOException if it does not answer
	 * @throws InterruptedException if the wait is interrupted
	 */
	public void fillHeap(int leave, Duration hold) throws IOException, InterruptedException {
		send(request("/watch/ballast?leave=" + leave + "&millis=" + hold.toMillis()).POST(BodyPublishers.noBody()));
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private String get(String path) throws IOException, InterruptedException {
		return send(request(path));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path)).timeout(LIMIT);
	}

	private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> answer = this.client.send(request.build(), BodyHandlers.ofString());
		if (answer.statusCode() != 200) {
			throw new IOException(answer + " " + answer.body());
		}
		return answer.body();
	}

	private void copy(Path log, CompletableFuture<Integer> port) {
		try (BufferedReader lines = this.process.inputReader();
				BufferedWriter file = Files.newBufferedWriter(log, StandardOpenOption.CREATE,
						StandardOpenOption.APPEND)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(Subject.PORT)) {
					port.complete(Integer.valueOf(line.substring(Subject.PORT.length())));
				}
				file.write(line);
				file.newLine();
				file.flush();
			}
			port.completeExceptionally(new IOException("It ended"));
		}
		catch (IOException ex) {
			port.completeExceptionally(ex);
		}
	}

}
