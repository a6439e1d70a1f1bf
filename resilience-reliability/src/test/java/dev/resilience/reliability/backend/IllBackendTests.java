package dev.resilience.reliability.backend;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class IllBackendTests {

	private final HttpClient client = HttpClient.newBuilder()
		.version(Version.HTTP_1_1)
		.connectTimeout(Duration.ofMillis(300))
		.build();

	private IllBackend backend;

	@BeforeEach
	void start() throws IOException {
		this.backend = new IllBackend();
	}

	@AfterEach
	void stop() {
		this.backend.close();
	}

	@Test
	void embedsEachTextWhileItIsWell() throws Exception {
		HttpResponse<String> answer = this.client.send(request("{\"input\": [\"one\", \"two\"]}"),
				BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"index\":0").contains("\"index\":1").doesNotContain("\"index\":2");
		assertThat(this.client.send(request("/v1/chat/completions", "{}"), BodyHandlers.ofString()).body())
			.contains("\"content\"");
		assertThat(this.backend.requests()).isEqualTo(2);
		assertThat(this.backend.connections()).as("kept alive").isEqualTo(1);
	}

	@Test
	void nobodyListensWhileItIsKilled() throws Exception {
		become("killed");
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::ask)
			.isNotInstanceOf(HttpConnectTimeoutException.class);
		assertThat(this.backend.requests()).isZero();
		assertHeals();
	}

	@Test
	void aFullQueueLetsNobodyIn() throws Exception {
		become("accept queue full");
		assertThatExceptionOfType(HttpConnectTimeoutException.class).isThrownBy(this::ask);
		assertHeals();
	}

	@Test
	void itsNameCanBeUnknown() throws Exception {
		become("host unknown");
		assertThat(this.backend.address()).hasHost("provider.invalid");
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::ask);
		assertHeals();
	}

	@Test
	void nobodyTrustsItsCertificate() throws Exception {
		become("TLS: certificate not trusted");
		assertThatExceptionOfType(SSLException.class).isThrownBy(this::ask);
		assertHeals();
	}

	@Test
	void speaksNoTlsWhereTlsIsExpected() throws Exception {
		become("TLS: garbage");
		// what the client has read when the connection ends differs, so its words do too
		assertThatExceptionOfType(IOException.class).isThrownBy(this::ask).isNotInstanceOf(HttpTimeoutException.class);
		assertHeals();
	}

	@Test
	void aConnectionThatHangsIsClosedWhenItIsWellAgain() throws Exception {
		become("hung");
		assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(this::ask);
		assertHeals();
	}

	@Test
	void sendsHalfOfItsBytes() throws Exception {
		become("half of the bytes, then closed");
		assertThatExceptionOfType(IOException.class).isThrownBy(this::ask).isNotInstanceOf(HttpTimeoutException.class);
		assertHeals();
	}

	@ParameterizedTest
	@MethodSource("names")
	void healsFromEachFault(String name) throws Exception {
		become(name);
		CompletableFuture<?> ill = this.client.sendAsync(request("{}"), BodyHandlers.ofString());
		try {
			ill.get(200, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			// or an answer: some faults are only seen by who reads it
		}
		ill.cancel(true);
		assertHeals();
	}

	static Iterable<String> names() {
		return Faults.all().keySet();
	}

	private void assertHeals() throws Exception {
		this.backend.become(Fault.NONE);
		HttpResponse<String> answer = ask();
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"data\"");
	}

	private void become(String name) throws IOException {
		this.backend.become(FaultText.parse(name));
	}

	private HttpResponse<String> ask() throws IOException, InterruptedException {
		return this.client.send(request("{\"input\": [\"one\"]}"), BodyHandlers.ofString());
	}

	private HttpRequest request(String body) {
		return request("/v1/embeddings", body);
	}

	private HttpRequest request(String path, String body) {
		return HttpRequest.newBuilder(this.backend.address().resolve(path))
			.timeout(Duration.ofMillis(500))
			.POST(BodyPublishers.ofString(body))
			.build();
	}

}
