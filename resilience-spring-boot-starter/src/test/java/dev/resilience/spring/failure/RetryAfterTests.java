package dev.resilience.spring.failure;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.Resilience;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.HttpBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A backend that asks to be left alone for a while, over real HTTP. */
class RetryAfterTests {

	private final HttpBackend backend = new HttpBackend();

	private final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=2")
		.withBean(ResilienceListener.class, () -> this.events::add)
		.withBean(Client.class, () -> new Client(this.backend));

	@AfterEach
	void stop() {
		this.backend.close();
	}

	@Test
	void theWaitIsAtLeastAsLongAsTheBackendAsks() {
		this.backend.answers(429, Map.of("Retry-After", "1"));
		this.runner.run((context) -> {
			long start = System.nanoTime();
			assertThatExceptionOfType(HttpClientErrorException.TooManyRequests.class)
				.isThrownBy(context.getBean(Client.class)::charge);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
			assertThat(this.backend.requests()).isEqualTo(2);
			assertThat(delays()).singleElement()
				.satisfies((delay) -> assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500)));
		});
	}

	@Test
	void aDateIsReadAsTheTimeUntilThen() {
		this.runner.run((context) -> {
			String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(2));
			FailureVerdict verdict = verdict(context.getBean(Client.class), context.getBean(Resilience.class), 503,
					date);
			assertThat(verdict.category()).isEqualTo(FailureCategory.RATE_LIMITED);
			assertThat(verdict.retryAfter()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(120));
			assertThat(this.backend.requests()).isEqualTo(1);
		});
	}

	@Test
	void aDateThatHasPassedAsksForNoWait() {
		this.runner.run((context) -> {
			FailureVerdict verdict = verdict(context.getBean(Client.class), context.getBean(Resilience.class), 429,
					"Sun, 06 Nov 1994 08:49:37 GMT");
			assertThat(verdict.retryAfter()).isZero();
			assertThat(this.backend.requests()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-5", "1.5", "1e3", "Sun, 99 Nov 1994 08:49:37 GMT", "0x10" })
	void nonsenseIsNoRetryAfter(String header) {
		this.runner.run((context) -> {
			assertThat(
					verdict(context.getBean(Client.class), context.getBean(Resilience.class), 429, header).retryAfter())
				.isNull();
			assertThat(this.backend.requests()).isEqualTo(2);
			assertThat(
					verdict(context.getBean(Client.class), context.getBean(Resilience.class), 503, header).category())
				.isEqualTo(FailureCategory.SERVER_ERROR);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "6", "1000000000000", "99999999999999999999999999999" })
	void aWaitLongerThanTheMaximumEndsTheCallAtOnce(String header) {
		this.backend.answers(503, Map.of("Retry-After", header));
		this.runner.run((context) -> {
			Throwable failure = catchThrowable(context.getBean(Client.class)::charge);
			assertThat(failure).hasMessageContaining("503");
			assertThat(this.backend.requests()).isEqualTo(1);
			assertThat(context.getBean(Resilience.class).classify(failure).retryAfter())
				.isGreaterThan(Duration.ofSeconds(5));
			assertThat(this.events).isEmpty();
		});
	}

	@Test
	void theMaximumCanBeSet() {
		this.backend.answers(503, Map.of("Retry-After", "1"));
		this.runner.withPropertyValues("resilience.policies.payments.retry.retry-after-max=0s").run((context) -> {
			catchThrowable(context.getBean(Client.class)::charge);
			assertThat(this.backend.requests()).isEqualTo(1);
		});
	}

	@Test
	void aWaitThatWouldPassTheTotalIsNotStarted() {
		this.backend.answers(503, Map.of("Retry-After", "3"));
		this.runner.withPropertyValues("resilience.policies.payments.time-limit.total=2s").run((context) -> {
			Throwable failure = catchThrowable(context.getBean(Client.class)::limited);
			assertThat(failure).hasMessageContaining("503");
			assertThat(this.backend.requests()).isEqualTo(1);
		});
	}

	private FailureVerdict verdict(Client client, Resilience resilience, int status, String header) {
		this.backend.answers(status, Map.of("Retry-After", header));
		return resilience.classify(catchThrowable(client::charge));
	}

	private List<Duration> delays() {
		return this.events.stream()
			.filter(ResilienceEvent.RetryScheduled.class::isInstance)
			.map((event) -> ((ResilienceEvent.RetryScheduled) event).delay())
			.toList();
	}

	static class Client {

		private final RestClient http;

		Client(HttpBackend backend) {
			this.http = RestClient.create(backend.url());
		}

		@Retryable("payments")
		public void charge() {
			this.http.get().uri("/charge").retrieve().toBodilessEntity();
		}

		@Resilient("payments")
		public void limited() {
			this.http.get().uri("/charge").retrieve().toBodilessEntity();
		}

	}

}
