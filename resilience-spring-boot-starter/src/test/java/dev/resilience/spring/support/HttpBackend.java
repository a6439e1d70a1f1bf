package dev.resilience.spring.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A backend over real HTTP that answers as it is told. */
public final class HttpBackend implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private volatile int status = 200;

	private volatile Map<String, String> headers = Map.of();

	private volatile String body = "";

	private volatile Runnable before = () -> {
	};

	public HttpBackend() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.incrementAndGet();
		this.before.run();
		try (exchange) {
			this.headers.forEach(exchange.getResponseHeaders()::set);
			byte[] content = this.body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, (content.length > 0) ? content.length : -1);
			exchange.getResponseBody().write(content);
		}
	}

	public void answers(int status) {
		answers(status, Map.of());
	}

	public void answers(int status, Map<String, String> headers) {
		this.status = status;
		this.headers = headers;
	}

	/** What stands in each answer. */
	public void says(String body) {
		this.body = body;
	}

	/** What is done before each answer. */
	public void before(Runnable before) {
		this.before = before;
	}

	public int requests() {
		return this.requests.get();
	}

	public String url() {
		return "http://" + this.server.getAddress().getHostString() + ":" + this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
