package dev.resilience.sample.page;

import java.util.ArrayList;
import java.util.List;

import dev.resilience.sample.TestHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The live page on a small screen, in the dark, and without a mouse. One circuit is open
 * and the other closed, the provider is ill and has refused a dial, so that there is much
 * to see.
 */
@EnabledIfChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "sample.provider.port=0",
		"resilience.policies.provider.circuit.open-duration=10m", "management.endpoint.circuits.access=unrestricted" })
class LivePageAccessTests extends InBrowser {

	LivePageAccessTests(@LocalServerPort int port) {
		super(port);
	}

	@BeforeEach
	void openThePageOfAGatewayWithOneCircuitOpen() {
		send("PUT", "/api/faults",
				"{\"errorRate\": 1.0, \"retryAfter\": \"2s\", \"latency\": \"20ms\", \"status\": 500}");
		act("embeddings", "reset");
		act("generation", "reset");
		act("embeddings", "disable");
		for (int i = 0; i < 6; i++) {
			TestHttp.get(uri("/api/ask?question=jitter"));
		}
		openThePage();
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> {
			assertThat(page.circuit("generation", "state")).isEqualTo("Open");
			assertThat(page.text("#faults-now")).startsWith("Now: 100 %");
			assertThat(page.text("#events")).contains("CIRCUIT_OPEN");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, 360 })
	void fitsASmallPhone(int width) {
		page.screen(width, 740);
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> {
			assertThat(page.run("return document.querySelector('#chart canvas').clientWidth")).isNotEqualTo(0L)
				.satisfies((drawn) -> assertThat((Long) drawn).isLessThan(width - 30));
			assertThat(page.misfits()).isEmpty();
		});
		assertThat(strings("""
				return [...document.querySelectorAll("button, select, input")]
					.filter((control) => control.getBoundingClientRect().height < 44)
					.map((control) => control.outerHTML);""")).isEmpty();
		assertThat(page.find("#strip").isDisplayed()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void hasEnoughContrastForEveryText(String theme) {
		page.theme(theme);
		page.find("#retry-after").sendKeys("99999");
		page.click("#apply");
		page.click("#ask button");
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> {
			assertThat(page.find("#retry-after-problem").isDisplayed()).isTrue();
			assertThat(page.text("#answer")).startsWith("Degraded");
		});
		// of each element with a text of its own: its contrast with what is behind it,
		// and
		// the text
		List<String> measured = page.runFile("contrasts.js");
		assertThat(measured).hasSizeGreaterThan(60);
		assertThat(measured).filteredOn((line) -> contrast(line) < (isDrawn(line) ? 3 : 4.5)).isEmpty();
		assertThat(measured).anyMatch(LivePageAccessTests::isDrawn);
	}

	@Test
	void followsTheThemeInItsColoursAndInItsChart() {
		String light = ground();
		page.theme("dark");
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> assertThat(ground()).isNotEqualTo(light));
		assertThat(light).isEqualTo("rgb(244, 245, 248)");
		assertThat(page.run("return document.querySelectorAll('#chart canvas').length")).isEqualTo(1L);
		// the colour of failed calls
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> assertThat(page.ink(0xff938a)).isPositive());
		assertThat(page.ink(0xb3261e)).isZero();
	}

	@Test
	void letsEveryControlBeReachedByTabAndShowsWhereOneIs() {
		List<String> reached = new ArrayList<>();
		do {
			page.press(Keys.TAB);
			reached.add(page.run("""
					const element = document.activeElement;
					const shown = element.type === "radio" ? element.nextElementSibling : element;
					const outlined = getComputedStyle(shown).outlineStyle !== "none";
					return (outlined ? "" : "unseen ")
						+ (element.id || element.dataset.preset || element.name || element.className
								|| element.textContent);""").toString());
		}
		while (reached.size() < 20 && !reached.contains("log"));
		assertThat(reached).containsExactly("load-button", "rate", "down", "hangs", "limited", "flaky", "error-rate",
				"latency", "status", "retry-after", "apply", "heal", "question", "narrow", "chosen-circuit", "log");
	}

	@Test
	void canBeWorkedByTheKeyboardAlone() {
		page.press(Keys.TAB, Keys.SPACE);
		assertThat(page.find("#load-button").getDomAttribute("aria-pressed")).isEqualTo("true");
		page.press(Keys.TAB, Keys.ARROW_LEFT);
		assertThat(page.text("#load-now")).isEqualTo("Now: one question a second.");
		page.pressShiftTab();
		page.press(Keys.ENTER);
		assertThat(page.find("#load-button").getDomAttribute("aria-pressed")).isEqualTo("false");
		page.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#faults-now")).isEqualTo("Now: each answer takes 5s."));
	}

	private static double contrast(String line) {
		return Double.parseDouble(line.split(" ", 2)[0]);
	}

	private static boolean isDrawn(String line) {
		return line.contains(" svg ");
	}

	private static String ground() {
		return page.run("return getComputedStyle(document.documentElement).backgroundColor").toString();
	}

	private static List<String> strings(String script) {
		return ((List<?>) page.run(script)).stream().map(Object::toString).toList();
	}

}
