package dev.resilience.spring.failure;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.Resilience;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.CircuitSnapshot.Totals;
import dev.resilience.circuit.Circuits;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.HttpBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What answers over HTTP mean. */
class HttpFailuresTests {

	private final HttpBackend backend = new HttpBackend();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.circuit.failure-threshold=0",
				"resilience.policies.payments.circuit.failure-rate-threshold=0")
		.withBean(Client.class, () -> new Client(this.backend));

	@AfterEach
	void stop() {
		this.backend.close();
	}

	@Test
	void everyStatusHasItsCategoryAndItsVote() {
		this.runner.run((context) -> {
			Client client = context.getBean(Client.class);
			Resilience resilience = context.getBean(Resilience.class);
			Map<Integer, String> found = new LinkedHashMap<>();
			Map<Integer, String> expected = new LinkedHashMap<>();
			for (int status = 400; status < 600; status++) {
				this.backend.answers(status);
				Totals before = context.getBean(Circuits.class).get("payments").snapshot().totals();
				Throwable failure = catchThrowable(client::charge);
				Totals after = context.getBean(Circuits.class).get("payments").snapshot().totals();
				FailureVerdict verdict = resilience.classify(failure);
				assertThat(verdict.retryAfter()).isNull();
				found.put(status, verdict.category() + " " + verdict.temper() + " " + vote(before, after));
				expected.put(status, expected(status));
			}
			assertThat(found).isEqualTo(expected);
		});
	}

	private static String vote(Totals before, Totals after) {
		if (after.succeeded() > before.succeeded()) {
			return "success";
		}
		return (after.failed() > before.failed()) ? "failure"
				: (after.ignored() > before.ignored()) ? "ignored" : "not counted";
	}

	private static String expected(int status) {
		return switch (status) {
			case 408 -> "TIMEOUT TRANSIENT failure";
			case 429 -> "RATE_LIMITED TRANSIENT ignored";
			case 425 -> "SERVER_ERROR TRANSIENT failure";
			case 401, 403, 407 -> "AUTHENTICATION PERMANENT ignored";
			case 404, 410 -> "NOT_FOUND PERMANENT success";
			case 400, 409, 422 -> "INVALID_REQUEST PERMANENT success";
			case 501 -> "INVALID_REQUEST PERMANENT ignored";
			default -> (status < 500) ? "INVALID_REQUEST PERMANENT ignored" : "SERVER_ERROR TRANSIENT failure";
		};
	}

	@Test
	void unavailableWithRetryAfterIsARateLimitAndHasNoVote() {
		this.runner.run((context) -> {
			this.backend.answers(503, Map.of("Retry-After", "7"));
			Throwable failure = catchThrowable(context.getBean(Client.class)::charge);
			FailureVerdict verdict = context.getBean(Resilience.class).classify(failure);
			assertThat(verdict.category()).isEqualTo(FailureCategory.RATE_LIMITED);
			assertThat(verdict.retryAfter()).hasSeconds(7);
			assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().ignored()).isEqualTo(1);
		});
	}

	@Test
	void nobodyListeningIsAConnectionFailure() {
		this.runner.run((context) -> {
			this.backend.close();
			Throwable failure = catchThrowable(context.getBean(Client.class)::charge);
			assertThat(context.getBean(Resilience.class).classify(failure).category())
				.isEqualTo(FailureCategory.CONNECTION);
			assertThat(context.getBean(Circuits.class).get("payments").snapshot().totals().failed()).isEqualTo(1);
		});
	}

	@Test
	void anAnswerThatDoesNotComeInTimeIsATimeout() {
		CountDownLatch end = new CountDownLatch(1);
		this.backend.before(() -> await(end));
		this.runner.run((context) -> {
			Throwable failure = catchThrowable(context.getBean(Client.class)::impatient);
			end.countDown();
			assertThat(context.getBean(Resilience.class).classify(failure).category())
				.isEqualTo(FailureCategory.TIMEOUT);
		});
	}

	@Test
	void springsOtherHttpExceptionsAreKnownToo() {
		this.runner.run((context) -> {
			Resilience resilience = context.getBean(Resilience.class);
			assertThat(resilience.classify(new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS)).category())
				.isEqualTo(FailureCategory.RATE_LIMITED);
			HttpHeaders headers = new HttpHeaders();
			headers.set("Retry-After", "3");
			WebClientResponseException unavailable = WebClientResponseException.create(503, "", headers, new byte[0],
					null);
			assertThat(resilience.classify(unavailable).category()).isEqualTo(FailureCategory.RATE_LIMITED);
			assertThat(resilience.classify(unavailable).retryAfter()).hasSeconds(3);
		});
	}

	@Test
	void anExceptionOfTheClientThatHasNoStatusIsUnknown() {
		this.runner.run((context) -> {
			FailureVerdict verdict = context.getBean(Resilience.class)
				.classify(new RestClientException("cannot read the answer"));
			assertThat(verdict.category()).isEqualTo(FailureCategory.UNKNOWN);
			assertThat(verdict.temper()).isEqualTo(FailureTemper.TRANSIENT);
		});
	}

	@Test
	void withoutSpringWebTheApplicationStarts() {
		Contexts.runner()
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http"))
			.run((context) -> assertThat(context).hasNotFailed());
		Contexts.runner()
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static class Client {

		private final RestClient http;

		private final RestClient impatient;

		Client(HttpBackend backend) {
			this.http = RestClient.create(backend.url());
			JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newHttpClient());
			requests.setReadTimeout(Duration.ofMillis(50));
			this.impatient = RestClient.builder().baseUrl(backend.url()).requestFactory(requests).build();
		}

		@CircuitProtected("payments")
		public void charge() {
			this.http.get().uri("/charge").retrieve().toBodilessEntity();
		}

		@CircuitProtected("payments")
		public void impatient() {
			this.impatient.get().uri("/charge").retrieve().toBodilessEntity();
		}

	}

}
