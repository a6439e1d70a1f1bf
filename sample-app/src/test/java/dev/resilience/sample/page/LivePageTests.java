package dev.resilience.sample.page;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The live page, used in a real browser.
 */
@EnabledIfChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "sample.provider.port=0",
		"resilience.policies.provider.circuit.open-duration=4s", "management.endpoint.circuits.access=unrestricted" })
class LivePageTests extends InBrowser {

	LivePageTests(@LocalServerPort int port) {
		super(port);
	}

	@BeforeEach
	void openThePageOfAHealthyGateway() {
		heal();
		openThePage();
	}

	@Test
	void showsBothCircuitsClosed() {
		for (String circuit : new String[] { "embeddings", "generation" }) {
			assertThat(page.circuit(circuit, "name")).isEqualTo(circuit);
			assertThat(page.circuit(circuit, "state")).isEqualTo("Closed");
			assertThat(page.circuit(circuit, "probe")).isEmpty();
		}
		assertThat(page.text("#faults-now")).isEqualTo("Now: healthy.");
		assertThat(page.errors()).isEmpty();
	}

	@Test
	void showsACircuitOpenWhenTheDialIsTurnedAndCloseWhenTheProviderIsHealed() {
		page.find("#error-rate").sendKeys(Keys.END);
		assertThat(page.text("#error-rate-shown")).isEqualTo("100 %");
		page.click("#apply");
		page.awaitText("#faults-now", "Now: 100 % answer 503.");
		page.click("#load-button");
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> {
			assertThat(page.circuit("generation", "state")).isEqualTo("Open");
			assertThat(page.circuit("generation", "reason")).endsWith("consecutive failures");
		});
		assertThat(page.circuit("generation", "failure")).isEqualTo("ServiceUnavailable (SERVER_ERROR)");
		awaitProbeIn(3);
		awaitProbeIn(1);
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#announcements")).contains("Circuit generation is now Open."));
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#events")).contains("Closed → Open: ", "FALLBACK_USED",
					"The fallback answered in place of ServiceUnavailable (SERVER_ERROR)"));
		assertThat(page.text("#load-last")).startsWith("Degraded: Sorry, ");
		page.click("#heal");
		page.awaitState("generation", "Closed");
		page.awaitState("embeddings", "Closed");
		assertThat(page.circuit("generation", "probe")).isEmpty();
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#events")).contains("Half-open → Closed: "));
		page.click("#load-button");
		assertThat(page.text("#load-now")).isEqualTo("Now: none.");
		assertThat(page.errors()).isEmpty();
	}

	@Test
	void drawsTheCallsAndTellsThemInFigures() {
		page.click("#load-button");
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> {
			assertThat(number("[data-outcome=success] [data-field=total]")).isGreaterThan(5);
			// the colour of calls that succeeded
			assertThat(page.ink(0x0b7048)).isGreaterThan(100);
		});
		int all = number("[data-outcome=success] [data-field=total]");
		page.click("#load-button");
		page.click("#chosen-circuit [value=generation]");
		assertThat(number("[data-outcome=success] [data-field=total]")).isPositive().isLessThan(all);
		openThePage();
		assertThat(number("[data-outcome=success] [data-field=total]")).isPositive();
		assertThat(page.errors()).isEmpty();
	}

	@Test
	void answersAQuestionAndSaysWhenTheAnswerIsDegraded() {
		// asked again until it is answered, because the first call may take longer than
		// its limit on a machine that has just started
		await().atMost(LivePage.PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			page.find("#question").sendKeys(Keys.ENTER);
			assertThat(page.text("#answer")).startsWith("Answered in ").contains("lets a few probes through");
		});
		page.click("[data-preset=limited]");
		page.awaitText("#faults-now", "Now: 100 % answer 429, Retry-After 2s.");
		page.click("#ask button");
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#answer")).startsWith("Degraded in ").contains("Sorry"));
	}

	@Test
	void showsBesideTheDialWhatTheProviderRefuses() {
		page.find("#retry-after").sendKeys("99999");
		page.click("#apply");
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#retry-after-problem")).isEqualTo(
					"retryAfter is \"99999s\"; allowed is a string such as \"250ms\" or \"2s\", from \"0ms\" to \"60m\""));
		assertThat(page.find("#retry-after").getDomAttribute("aria-invalid")).isEqualTo("true");
		page.click("#heal");
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.find("#retry-after-problem").isDisplayed()).isFalse());
	}

	@Test
	void turnsItsDialsWhereSomebodyElseHasTurnedThem() {
		send("PUT", "/api/faults", "{\"errorRate\": 0.35, \"latency\": \"300ms\", \"status\": 418}");
		page.awaitText("#faults-now", "Now: 35 % answer 418, each answer takes 300ms.");
		assertThat(page.text("#error-rate-shown")).isEqualTo("35 %");
		assertThat(page.text("#latency-shown")).isEqualTo("300 ms");
		assertThat(page.find("#status").getDomProperty("value")).isEqualTo("418");
	}

	@Test
	void tellsEachOfTheFiveStatesByAWordAndAShapeOfItsOwn() {
		Set<Object> shapes = new LinkedHashSet<>();
		shapes.add(shapeOf("generation"));
		page.click("[data-preset=down]");
		page.click("#load-button");
		page.awaitState("generation", "Open");
		shapes.add(shapeOf("generation"));
		page.click("#load-button");
		page.click("#heal");
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.circuit("generation", "probe")).isEqualTo("next probe now"));
		// one good probe of the two that close it
		page.click("#ask button");
		page.awaitState("generation", "Half-open");
		shapes.add(shapeOf("generation"));
		act("generation", "force-open");
		page.awaitState("generation", "Forced open");
		shapes.add(shapeOf("generation"));
		act("generation", "disable");
		page.awaitState("generation", "Disabled");
		shapes.add(shapeOf("generation"));
		assertThat(shapes).hasSize(5).allSatisfy((shape) -> assertThat(shape.toString()).contains("<"));
	}

	@Test
	void showsALatencyAboveTheDialAndSendsHalfSeconds() {
		send("PUT", "/api/faults", "{\"latency\": \"45s\"}");
		page.awaitText("#latency-shown", "45000 ms");
		page.click("#heal");
		page.awaitText("#faults-now", "Now: healthy.");
		page.find("#error-rate").sendKeys(Keys.END);
		page.find("#retry-after").sendKeys("1.5");
		page.click("#apply");
		page.awaitText("#faults-now", "Now: 100 % answer 503, Retry-After 1500ms.");
	}

	private int number(String selector) {
		return Integer.parseInt(page.text(selector).replace(",", ""));
	}

	private static Object shapeOf(String circuit) {
		return page.run("const use = document.querySelector('[data-circuit=" + circuit + "] use');"
				+ "return document.querySelector(use.getAttribute('href')).innerHTML");
	}

	private void awaitProbeIn(int seconds) {
		await().atMost(LivePage.PATIENCE)
			.pollInterval(Duration.ofMillis(50))
			.untilAsserted(
					() -> assertThat(page.circuit("generation", "probe")).isEqualTo("next probe in " + seconds + " s"));
	}

}
