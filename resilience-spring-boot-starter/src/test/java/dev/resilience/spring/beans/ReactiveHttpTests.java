package dev.resilience.spring.beans;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.HttpBackend;
import dev.resilience.spring.support.WebApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients and controllers of the web whose outcome comes later, over real HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReactiveHttpTests {

	private static final String YAML = """
			resilience:
			  policies:
			    quotes:
			      retry: {max-attempts: 3, backoff: {delay: 1ms}}
			      circuit: {failure-threshold: 5}
			      time-limit: {timeout: 20s}
			    short:
			      time-limit: {timeout: 100ms}
			""";

	private final HttpBackend backend = new HttpBackend();

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.quotes.retry.max-attempts=3",
				"resilience.policies.quotes.circuit.failure-threshold=5",
				"resilience.policies.quotes.time-limit.timeout=20s",
				"resilience.policies.short.time-limit.timeout=100ms")
		.withBean(WebClient.class, this::webClient)
		.withBean(Client.class)
		.withBean(Service.class,
				() -> HttpServiceProxyFactory.builderFor(WebClientAdapter.create(webClient()))
					.build()
					.createClient(Service.class));

	@AfterEach
	void close() {
		this.backend.close();
	}

	private WebClient webClient() {
		return WebClient.builder().clientConnector(new JdkClientHttpConnector()).baseUrl(this.backend.url()).build();
	}

	@Test
	void aClientThatReturnsAMonoIsRetriedAndItsFailureIsWebClients() {
		this.backend.answers(503);
		this.runner.run((context) -> {
			StepVerifier.create(context.getBean(Client.class).status())
				.verifyError(WebClientResponseException.ServiceUnavailable.class);
			assertThat(this.backend.requests()).isEqualTo(3);
		});
	}

	@Test
	void theTimeLimitEndsARequestThatHangs() {
		this.backend.before(() -> Awaitility.await().during(2, TimeUnit.SECONDS).until(() -> true));
		this.runner.run((context) -> StepVerifier.create(context.getBean(Client.class).limited())
			.verifyError(TimeLimitExceededException.class));
	}

	@Test
	void httpServiceClientsThatReturnLaterResultsAreProtected() {
		this.backend.answers(503);
		this.runner.run((context) -> {
			Service service = context.getBean(Service.class);
			assertThat(service.mono().block()).isEqualTo("instead");
			assertThat(this.backend.requests()).isEqualTo(3);
			assertThat(service.flux().collectList().block()).containsExactly("instead");
			assertThat(this.backend.requests()).isEqualTo(6);
			assertThat(service.future().get(20, TimeUnit.SECONDS)).isEqualTo("instead");
			assertThat(this.backend.requests()).isEqualTo(9);
			context.getBean(Circuits.class).get("quotes").forceOpen();
			assertThat(service.mono().block()).isEqualTo("instead");
			assertThat(this.backend.requests()).isEqualTo(9);
		});
	}

	@Test
	void aWebFluxControllerAnswersWithWhatTheProtectedClientBrings() {
		this.backend.answers(503);
		this.runner.run((context) -> {
			WebTestClient web = WebTestClient.bindToController(new Controller(context.getBean(Client.class))).build();
			web.get().uri("/mono").exchange().expectStatus().isOk().expectBody(String.class).isEqualTo("down");
			assertThat(this.backend.requests()).isEqualTo(3);
			context.getBean(Circuits.class).get("quotes").forceOpen();
			web.get().uri("/mono").exchange().expectBody(String.class).isEqualTo("refused");
			assertThat(this.backend.requests()).isEqualTo(3);
		});
	}

	@Test
	void anMvcControllerAnswersWithTheFutureOfAProtectedBean(@TempDir Path directory) {
		this.backend.answers(503);
		HttpBackend backend = this.backend;
		Controller.client = webClient();
		try (WebApplication web = new WebApplication(directory, YAML, Client.class, Controller.class)) {
			assertThat(web.get("/future").body()).isEqualTo("down");
			assertThat(backend.requests()).isEqualTo(3);
			web.context().getBean(Circuits.class).get("quotes").forceOpen();
			assertThat(web.get("/future").body()).isEqualTo("refused");
			assertThat(backend.requests()).isEqualTo(3);
		}
	}

	static class Client {

		private final WebClient http;

		Client(ObjectProvider<WebClient> http) {
			this.http = http.getIfAvailable(() -> Controller.client);
		}

		@Resilient("quotes")
		public Mono<String> status() {
			return this.http.get().uri("/x").retrieve().toBodilessEntity().map((answer) -> "up");
		}

		@Resilient("quotes")
		public CompletableFuture<String> future() {
			return this.http.get().uri("/x").retrieve().toBodilessEntity().map((answer) -> "up").toFuture();
		}

		@Resilient("short")
		public Mono<String> limited() {
			return this.http.get().uri("/x").retrieve().toBodilessEntity().map((answer) -> "up");
		}

	}

	@Resilient("quotes")
	public interface Service {

		@GetExchange("/x")
		@Fallback(method = "insteadMono")
		Mono<String> mono();

		@GetExchange("/x")
		@Fallback(method = "insteadFlux")
		Flux<String> flux();

		@GetExchange("/x")
		@Fallback(method = "insteadFuture")
		CompletableFuture<String> future();

		default Mono<String> insteadMono() {
			return Mono.just("instead");
		}

		default Flux<String> insteadFlux() {
			return Flux.just("instead");
		}

		default CompletableFuture<String> insteadFuture() {
			return CompletableFuture.completedFuture("instead");
		}

	}

	@RestController
	static class Controller {

		static WebClient client;

		private final Client quotes;

		Controller(Client quotes) {
			this.quotes = quotes;
		}

		@GetMapping("/mono")
		Mono<String> mono() {
			return this.quotes.status().onErrorResume((failure) -> Mono.just(inWords(failure)));
		}

		@GetMapping("/future")
		CompletableFuture<String> future() {
			return this.quotes.future().exceptionally(Controller::inWords);
		}

		private static String inWords(Throwable failure) {
			return (failure instanceof CircuitOpenException) ? "refused" : "down";
		}

	}

}
