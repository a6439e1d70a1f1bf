package dev.resilience.sample.page;

import java.net.URI;

import dev.resilience.sample.TestHttp;
import dev.resilience.sample.TestHttp.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of a gateway whose provider is not the stand-in, and cannot be made ill.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.provider.port=0", "sample.provider.url=http://localhost:1" })
class OtherProviderPageTests {

	private final int port;

	OtherProviderPageTests(@LocalServerPort int port) {
		this.port = port;
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE" })
	void hasNoDials(String method) {
		Response response = TestHttp.send(method, URI.create("http://localhost:" + this.port + "/api/faults"), "{}");
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.body().path("detail").asString()).contains("sample.provider.url", "another provider");
	}

}
