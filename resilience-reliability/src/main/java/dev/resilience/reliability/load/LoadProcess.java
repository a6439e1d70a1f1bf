package dev.resilience.reliability.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.json.JsonMapper;

/** {@link Load}, seen from the process that has started it. */
public final class LoadProcess implements AutoCloseable {

	private static final JsonMapper MAPPER = new JsonMapper();

	/** Connections of a storm do not outlive it for long. */
	private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC",
			"-Djdk.httpclient.keepalive.timeout=5");

	private final Process process;

	private final PrintStream orders;

	private final Map<String, CompletableFuture<LoadResult>> results = new ConcurrentHashMap<>();

	private int sections;

	/**
	 * Starts it, resting.
	 * @param address what it will ask
	 * @throws IOException if it does not start
	 */
	public LoadProcess(URI address) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		builder.command().addAll(OPTIONS);
		builder.command()
			.addAll(List.of("-cp", System.getProperty("java.class.path"), Load.class.getName(), address.toString()));
		this.process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.orders = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "load results");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Begins a section, and ends the one before.
	 * @param rate requests a second, or 0 to rest
	 * @return what will have come of it; it ends with the section after
	 */
	public synchronized CompletableFuture<LoadResult> begin(int rate) {
		return order(String.valueOf(rate));
	}

	/**
	 * Begins a section of so many requests at once, and ends the one before.
	 * @param count how many
	 * @return what will have come of it; it ends with the section after
	 */
	public synchronized CompletableFuture<LoadResult> burst(int count) {
		return order("burst " + count);
	}

	/**
	 * Waits for a section that is over.
	 * @param result the section
	 * @return what came of it
	 * @throws InterruptedException if the wait is interrupted
	 */
	public static LoadResult await(CompletableFuture<LoadResult> result) throws InterruptedException {
		try {
			return result.get(Asker.LIMIT.toSeconds() + 15, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The load has no result", ex);
		}
	}

	@Override
	public void close() {
		this.orders.close();
		this.process.destroy();
	}

	private CompletableFuture<LoadResult> order(String order) {
		String name = "s" + this.sections++;
		CompletableFuture<LoadResult> result = new CompletableFuture<>();
		this.results.put(name, result);
		this.orders.println(name + " " + order);
		return result;
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				LoadResult result = MAPPER.readValue(line, LoadResult.class);
				CompletableFuture<LoadResult> waiting = this.results.remove(result.name());
				if (waiting != null) {
					waiting.complete(result);
				}
			}
		}
		catch (IOException ex) {
			// it was closed
		}
	}

}
