package dev.resilience.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.resilience.annotation.Retryable;
import dev.resilience.sample.provider.ProviderAddress;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The spans that OpenTelemetry would export of a question. The limits are long, so that a
 * slow machine changes nothing.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "sample.provider.port=0",
		"resilience.observation.enabled=true", "spring.http.clients.read-timeout=20s",
		"spring.http.clients.connect-timeout=20s", "resilience.policies.provider.time-limit.timeout=20s",
		"resilience.policies.provider.time-limit.total=40s", "resilience.policies.embeddings.time-limit.timeout=20s",
		"resilience.policies.embeddings.time-limit.total=40s" })
class TracesTests {

	private static final String SECRET = "token-4711";

	private final ProviderAddress provider;

	private final Gateway gateway;

	private final InMemorySpanExporter spans;

	private final Unanswered unanswered;

	TracesTests(@Autowired ProviderAddress provider, @Autowired InMemorySpanExporter spans,
			@Autowired Unanswered unanswered, @LocalServerPort int port) {
		this.provider = provider;
		this.spans = spans;
		this.unanswered = unanswered;
		this.gateway = new Gateway(port);
	}

	@AfterEach
	void heal() {
		TestHttp.send("DELETE", this.provider.resolve("/faults"), "");
	}

	@Test
	void aQuestionIsOneTraceWithASpanForEachProtectedCall() {
		TestHttp.send("PUT", this.provider.resolve("/faults"), "{\"errorRate\": 1.0, \"status\": 503}");
		this.spans.reset();
		this.gateway.ask("What does a circuit breaker do with " + SECRET + "?");
		SpanData request = await().atMost(Duration.ofSeconds(20))
			.until(() -> find("http get /api/ask"), Objects::nonNull);
		List<SpanData> calls = List.of(find("EmbeddingClient#embed"), find("GenerationClient#generate"));
		assertThat(calls).allSatisfy((call) -> {
			assertThat(call.getTraceId()).isEqualTo(request.getTraceId());
			assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
			assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.OK);
			assertThat(attributes(call)).containsEntry("outcome", "fallback").containsEntry("category", "server_error");
			assertThat(told(call)).doesNotContain(SECRET);
		});
		assertThat(calls.get(1).getEvents()).extracting(EventData::getName)
			.anySatisfy((event) -> assertThat(event).startsWith("resilience.retry policy=generation attempt=1")
				.endsWith("category=SERVER_ERROR"))
			.contains("resilience.fallback.used policy=generation attempt=2 category=SERVER_ERROR");
		assertThat(this.spans.getFinishedSpanItems())
			.filteredOn((span) -> span.getParentSpanId().equals(calls.get(1).getSpanId()))
			.as("each attempt's HTTP request is below its call")
			.hasSize(2);
	}

	@Test
	void aSpanThatFailsIsAnErrorWithoutTheMessage() {
		this.spans.reset();
		assertThatThrownBy(this.unanswered::fail).hasMessage(SECRET);
		SpanData span = find("Unanswered#fail");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attributes(span)).containsEntry("outcome", "failure")
			.containsEntry("exception", "IllegalStateException");
		assertThat(told(span)).contains("java.lang.IllegalStateException (UNKNOWN)").doesNotContain(SECRET);
	}

	private SpanData find(String name) {
		return this.spans.getFinishedSpanItems()
			.stream()
			.filter((span) -> span.getName().equals(name))
			.findFirst()
			.orElse(null);
	}

	private static Map<String, String> attributes(SpanData span) {
		return span.getAttributes()
			.asMap()
			.entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().getKey(), (entry) -> entry.getValue().toString()));
	}

	/** Everything but identifiers and times. */
	private static String told(SpanData span) {
		return span.getName() + span.getAttributes() + span.getEvents() + span.getStatus();
	}

	/** A call that no fallback answers. */
	static class Unanswered {

		@Retryable("generation")
		public void fail() {
			throw new IllegalStateException(SECRET);
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Unanswered unanswered() {
			return new Unanswered();
		}

		@Bean
		InMemorySpanExporter spans() {
			return InMemorySpanExporter.create();
		}

		/** Exports each span as it ends, where a batch would wait. */
		@Bean
		SpanProcessor spansAtOnce(InMemorySpanExporter spans) {
			return SimpleSpanProcessor.create(spans);
		}

	}

}
