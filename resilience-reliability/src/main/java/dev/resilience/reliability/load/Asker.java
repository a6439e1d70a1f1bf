package dev.resilience.reliability.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/** Sends requests, as many at once as are wanted, and sees what comes back. */
final class Asker {

	/**
	 * Much longer than any answer may take, so that a late one is seen for what it is.
	 */
	static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String DEGRADED = "\"degraded\":true";

	private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(LIMIT).build();

	private final HttpRequest request;

	Asker(URI address) {
		this.request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
	}

	/**
	 * Sends a request.
	 * @param section what it belongs to
	 * @param meant when it was meant to leave, of {@link System#nanoTime}
	 * @return false if the section is over
	 */
	boolean ask(Section section, long meant) {
		if (!section.sent()) {
			return false;
		}
		this.client.sendAsync(this.request, BodyHandlers.ofString())
			.whenComplete((answer, failure) -> section.ended(kind(answer, failure), System.nanoTime() - meant));
		return true;
	}

	private static String kind(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
		if (answer == null) {
			Throwable cause = (failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure;
			return (cause instanceof HttpTimeoutException) ? "timeout"
					: (cause instanceof IOException) ? "connection" : String.valueOf(cause);
		}
		if (answer.statusCode() != 200) {
			return "status " + answer.statusCode();
		}
		return answer.body().contains(DEGRADED) ? Section.DEGRADED : Section.ANSWERED;
	}

}
