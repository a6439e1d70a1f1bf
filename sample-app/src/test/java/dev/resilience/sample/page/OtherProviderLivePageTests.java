package dev.resilience.sample.page;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of a gateway whose provider is not the stand-in, in a real browser.
 */
@EnabledIfChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.provider.port=0", "sample.provider.url=http://localhost:1" })
class OtherProviderLivePageTests {

	@Test
	void saysWhyThereAreNoDials(@LocalServerPort int port) {
		try (LivePage page = new LivePage()) {
			page.open(port);
			await().atMost(LivePage.PATIENCE)
				.untilAsserted(() -> assertThat(page.text("#faults-now")).isEqualTo("No dials here: "
						+ "sample.provider.url names another provider; only the stand-in can be made ill."));
			assertThat(page.find("#faults").isDisplayed()).isFalse();
			assertThat(page.text("#connection")).isEqualTo("Live");
			assertThat(page.circuit("generation", "state")).isEqualTo("Closed");
		}
	}

}
