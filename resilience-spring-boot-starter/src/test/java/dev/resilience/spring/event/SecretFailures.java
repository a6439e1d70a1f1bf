package dev.resilience.spring.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.resilience.spring.event.SecretCalls.Style;
import dev.resilience.spring.support.HttpBackend;

import org.springframework.web.client.RestClient;

/** What a method does, well or badly, with secrets wherever one can be. */
final class SecretFailures implements AutoCloseable {

	private final HttpBackend backend = new HttpBackend();

	private final AtomicInteger late = new AtomicInteger();

	SecretFailures() {
		this.backend.answers(503, Map.of("X-Token", "s3cret-header", "Retry-After", "s3cret-wait"));
		this.backend.says("s3cret-body");
	}

	List<Supplier<String>> works(Style style) {
		// Reactor itself logs what a source fails with after it was cancelled
		return List.of(() -> "s3cret-result", SecretFailures::fail, SecretFailures::failTalkatively, this::ask,
				SecretFailures::askNobody, (style != Style.MONO) ? this::comeTooLate : SecretFailures::hang);
	}

	private static String fail() {
		IllegalStateException failure = new IllegalStateException("s3cret-message",
				new IllegalStateException("s3cret-cause"));
		failure.addSuppressed(new IllegalStateException("s3cret-suppressed"));
		throw failure;
	}

	private static String failTalkatively() {
		throw new TalkativeException();
	}

	private String ask() {
		return get(this.backend.url() + "/?token=s3cret-query");
	}

	private static String askNobody() {
		return get("http://s3cret-user:s3cret-password@127.0.0.1:" + freePort() + "/?api_key=s3cret-key");
	}

	private static String get(String url) {
		return RestClient.create(url).get().header("Authorization", "s3cret-header").retrieve().body(String.class);
	}

	/** Nobody listens there. */
	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Well and badly, in turn. */
	private String comeTooLate() {
		String result = hang();
		if (this.late.incrementAndGet() % 2 == 0) {
			throw new IllegalStateException("s3cret-late-message");
		}
		return result;
	}

	private static String hang() {
		try {
			new CountDownLatch(1).await(2, TimeUnit.SECONDS);
			return "s3cret-late-result";
		}
		catch (InterruptedException ex) {
			return "s3cret-late-answer";
		}
	}

	@Override
	public void close() {
		this.backend.close();
	}

	/** Whoever makes a text of it tells a secret. */
	private static final class TalkativeException extends RuntimeException {

		TalkativeException() {
			super("s3cret-message");
		}

		@Override
		public String getLocalizedMessage() {
			return "s3cret-localized";
		}

		@Override
		public String toString() {
			return "s3cret-text";
		}

	}

}
