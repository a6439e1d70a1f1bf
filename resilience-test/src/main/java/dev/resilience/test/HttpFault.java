package dev.resilience.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;

/**
 * An HTTP error as Spring's {@code RestClient}, {@code RestTemplate} and HTTP service
 * clients throw it: {@code faults.on("llm").fail(2,
 * HttpFault.status(429).retryAfter(Duration.ofSeconds(2)))}. Immutable. Needs spring-web.
 */
public final class HttpFault implements Supplier<Throwable> {

	private final HttpStatusCode status;

	private final @Nullable Duration retryAfter;

	private final String body;

	private HttpFault(HttpStatusCode status, @Nullable Duration retryAfter, String body) {
		this.status = status;
		this.retryAfter = retryAfter;
		this.body = body;
	}

	/**
	 * An answer that is an error.
	 * @param status its status, 400 to 599
	 * @return the fault
	 * @throws IllegalArgumentException if the status is none of an error
	 */
	public static HttpFault status(int status) {
		if (status < 400 || status > 599) {
			throw new IllegalArgumentException("HTTP " + status + " is no error; those are 400 to 599");
		}
		return new HttpFault(HttpStatusCode.valueOf(status), null, "");
	}

	/**
	 * The same with a Retry-After.
	 * @param duration how long to wait, in whole seconds, not negative
	 * @return another fault
	 * @throws IllegalArgumentException if it is negative, or a header could not say it
	 */
	public HttpFault retryAfter(Duration duration) {
		if (duration.isNegative() || duration.getNano() != 0) {
			throw new IllegalArgumentException("A Retry-After says whole seconds, 0 or more; not " + duration);
		}
		return new HttpFault(this.status, duration, this.body);
	}

	/**
	 * The same with a body.
	 * @param body what the answer says
	 * @return another fault
	 */
	public HttpFault body(String body) {
		return new HttpFault(this.status, this.retryAfter, body);
	}

	@Override
	public Throwable get() {
		HttpHeaders headers = new HttpHeaders();
		if (this.retryAfter != null) {
			headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(this.retryAfter.toSeconds()));
		}
		byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
		HttpStatus known = HttpStatus.resolve(this.status.value());
		String text = (known != null) ? known.getReasonPhrase() : "";
		return this.status.is4xxClientError()
				? HttpClientErrorException.create(this.status, text, headers, bytes, StandardCharsets.UTF_8)
				: HttpServerErrorException.create(this.status, text, headers, bytes, StandardCharsets.UTF_8);
	}

}
