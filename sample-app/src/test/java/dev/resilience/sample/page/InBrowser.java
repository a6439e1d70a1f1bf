package dev.resilience.sample.page;

import java.net.URI;

import dev.resilience.sample.TestHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the page that share a browser, class by class, and a gateway that the page is
 * not the only one to talk to.
 */
abstract class InBrowser {

	static LivePage page;

	private final int port;

	InBrowser(int port) {
		this.port = port;
	}

	@BeforeAll
	static void startTheBrowser() {
		page = new LivePage();
	}

	@AfterAll
	static void stopTheBrowser() {
		page.close();
	}

	final void openThePage() {
		page.open(this.port);
		page.awaitText("#connection", "Live");
	}

	final void heal() {
		send("DELETE", "/api/faults", "");
		act("embeddings", "reset");
		act("generation", "reset");
	}

	final void act(String circuit, String action) {
		send("POST", "/actuator/circuits/" + circuit, "{\"action\": \"" + action + "\"}");
	}

	final void send(String method, String path, String body) {
		assertThat(TestHttp.send(method, uri(path), body).status()).isEqualTo(200);
	}

	final URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

}
