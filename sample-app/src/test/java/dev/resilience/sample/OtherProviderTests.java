package dev.resilience.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway pointed at a provider of which nobody has ever heard.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.provider.port=0", "sample.provider.url=http://localhost:1" })
class OtherProviderTests {

	private final Gateway gateway;

	OtherProviderTests(@LocalServerPort int port) {
		this.gateway = new Gateway(port);
	}

	@Test
	void answersDegradedWithinASecondFromTheFirstCallOnWhenNobodyListens() {
		for (int i = 0; i < 3; i++) {
			this.gateway.askExpectingADegradedAnswer();
		}
	}

	@Test
	void itsHealthStaysUpAndSaysWhy() {
		assertThat(this.gateway.health().status()).isEqualTo(200);
		assertThat(this.gateway.health()
			.body()
			.at("/components/backends/components/provider/details/lastFailure/category")
			.asString()).isEqualTo("CONNECTION");
	}

}
