package dev.resilience.reliability.traffic;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A web application in a process of its own, on a port that was free. */
public final class ApplicationProcess implements AutoCloseable {

	private static final int TRIES = 1_800;

	private final Process process;

	private final URI address;

	/**
	 * Starts it, and waits until it answers.
	 * @param main its class
	 * @param properties each as "--name=value"
	 * @throws IOException if it does not start
	 * @throws InterruptedException if the wait is interrupted
	 */
	public ApplicationProcess(Class<?> main, String... properties) throws IOException, InterruptedException {
		int port = freePort();
		this.address = URI.create("http://127.0.0.1:" + port);
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms256m", "-Xmx256m",
						"-cp", System.getProperty("java.class.path"), main.getName(), "--server.port=" + port));
		command.addAll(Arrays.asList(properties));
		// what users are told in errors is told by the application's log too, once for
		// each
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(new File(System.getProperty("java.io.tmpdir"), main.getSimpleName() + ".log"))
			.start();
		// whoever ends this process does not mean to leave that one behind
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
		awaitAnswer(main);
	}

	/**
	 * Where it is.
	 * @param path a path of it
	 * @return the address
	 */
	public URI address(String path) {
		return this.address.resolve(path);
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

	private void awaitAnswer(Class<?> main) throws IOException, InterruptedException {
		HttpClient client = HttpClient.newHttpClient();
		HttpRequest request = HttpRequest.newBuilder(this.address).build();
		for (int i = 0; i < TRIES && this.process.isAlive(); i++) {
			try {
				client.send(request, HttpResponse.BodyHandlers.discarding());
				return;
			}
			catch (IOException ex) {
				Thread.sleep(100);
			}
		}
		this.process.destroyForcibly();
		throw new IOException(main.getSimpleName() + " did not start; its log is in the temporary directory");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
