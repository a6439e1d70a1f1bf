package dev.resilience.spring.failure;

import java.time.Duration;
import java.util.List;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Judges Spring's HTTP exceptions by their status and their Retry-After header. The
 * libraries are optional; each exception type is known in a class of its own, loaded only
 * where the library is there.
 */
public final class HttpFailures {

	private HttpFailures() {
	}

	/**
	 * The classifiers for the libraries that are there.
	 * @param loader whose class path to look at, or null for the default
	 * @param time the clock, for a Retry-After that is a date
	 * @return none, one or two
	 */
	public static List<FailureClassifier> present(@Nullable ClassLoader loader, TimeSource time) {
		HttpVerdicts verdicts = new HttpVerdicts(time);
		if (!ClassUtils.isPresent("org.springframework.web.client.RestClientResponseException", loader)) {
			return List.of();
		}
		boolean webClient = ClassUtils
			.isPresent("org.springframework.web.reactive.function.client.WebClientResponseException", loader);
		return webClient ? List.of(new OfSpringWeb(verdicts), new OfWebClient(verdicts))
				: List.of(new OfSpringWeb(verdicts));
	}

	private record OfSpringWeb(HttpVerdicts verdicts) implements FailureClassifier {

		@Override
		public @Nullable FailureVerdict classify(Throwable failure) {
			if (failure instanceof RestClientResponseException response) {
				return this.verdicts.of(response.getStatusCode(), response.getResponseHeaders(), true);
			}
			if (failure instanceof ErrorResponse response) {
				// may come from one's own code, so it proves no backend alive
				return this.verdicts.of(response.getStatusCode(), response.getHeaders(), false);
			}
			return null;
		}

	}

	private record OfWebClient(HttpVerdicts verdicts) implements FailureClassifier {

		@Override
		public @Nullable FailureVerdict classify(Throwable failure) {
			return (failure instanceof WebClientResponseException response)
					? this.verdicts.of(response.getStatusCode(), response.getHeaders(), true) : null;
		}

	}

	/** The table of statuses. */
	private record HttpVerdicts(TimeSource time) {

		@Nullable FailureVerdict of(HttpStatusCode status, @Nullable HttpHeaders headers, boolean backendAnswered) {
			Duration retryAfter = RetryAfter.parse((headers != null) ? headers.getFirst(HttpHeaders.RETRY_AFTER) : null,
					this.time.wallClock());
			FailureCategory category = category(status.value(), retryAfter != null);
			return (category != null) ? new FailureVerdict(category, category.temper(), retryAfter,
					backendAnswered && provesAlive(status.value())) : null;
		}

		private static @Nullable FailureCategory category(int status, boolean retryAfter) {
			return switch (status) {
				case 408 -> FailureCategory.TIMEOUT;
				case 429 -> FailureCategory.RATE_LIMITED;
				case 425 -> FailureCategory.SERVER_ERROR;
				case 401, 403, 407 -> FailureCategory.AUTHENTICATION;
				case 404, 410 -> FailureCategory.NOT_FOUND;
				case 501 -> FailureCategory.INVALID_REQUEST;
				case 503 -> retryAfter ? FailureCategory.RATE_LIMITED : FailureCategory.SERVER_ERROR;
				default -> others(status / 100);
			};
		}

		private static @Nullable FailureCategory others(int hundreds) {
			if (hundreds == 5) {
				return FailureCategory.SERVER_ERROR;
			}
			return (hundreds == 4) ? FailureCategory.INVALID_REQUEST : null;
		}

		/** The backend read the request and had a view on it. */
		private static boolean provesAlive(int status) {
			return switch (status) {
				case 400, 404, 409, 410, 422 -> true;
				default -> false;
			};
		}

	}

}
