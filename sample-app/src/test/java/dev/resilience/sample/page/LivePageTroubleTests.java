package dev.resilience.sample.page;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The live page when answers are late, refused, or do not come at all.
 */
@EnabledIfChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.provider.port=0", "management.endpoint.circuits.access=unrestricted" })
class LivePageTroubleTests extends InBrowser {

	LivePageTroubleTests(@LocalServerPort int port) {
		super(port);
	}

	@BeforeEach
	void openThePageOfAHealthyGateway() {
		heal();
		openThePage();
	}

	@Test
	void saysThatTheServerCannotBeReachedAndGoesOnTrying() {
		page.network(false);
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(
					() -> assertThat(page.text("#connection")).startsWith("The server cannot be reached since "));
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.circuit("generation", "probe")).startsWith("as of "));
		page.awaitText("#faults-now", "The server cannot be reached.");
		page.screen(360, 740);
		assertThat(page.text("#as-of")).startsWith("as of ");
		page.network(true);
		page.awaitText("#connection", "Live");
		page.awaitText("#faults-now", "Now: healthy.");
		assertThat(page.circuit("generation", "probe")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "api/faults, 502, #faults-now, The faults are not known. Status 502: Because",
			"actuator/circuits, 401, #connection, The circuits cannot be shown. Status 401: Because",
			"api/history, 404, #connection, The calls cannot be shown. Status 404: Because",
			"actuator/circuits/generation, 500, #connection, The events cannot be shown. Status 500: Because" })
	void saysWhichPartIsRefusedAndGoesOnWithTheOthers(String path, int status, String place, String sentence) {
		page.run("""
				const real = window.fetch;
				window.fetch = (path, request) => path === "%s"
					? Promise.resolve(new Response('{"detail": "Because"}', { status: %d })) : real(path, request);"""
			.formatted(path, status));
		page.run("document.getElementById('events').replaceChildren()");
		act("embeddings", "force-open");
		act("generation", "disable");
		page.awaitText(place, sentence);
		if (!place.equals("#connection")) {
			assertThat(page.text("#connection")).isEqualTo("Live");
		}
		if (!path.equals("actuator/circuits")) {
			page.awaitState("embeddings", "Forced open");
			await().atMost(LivePage.PATIENCE)
				.untilAsserted(() -> assertThat(page.text("#events")).contains("embeddings", "Closed → Forced open"));
		}
	}

	@Test
	void dropsWhatItAskedBeforeTheLatestChange() {
		page.run("""
				const real = window.fetch;
				window.fetch = async (path, request) => {
					const answer = await real(path, request);
					if (path === "api/faults" && request.method === "GET" && !window.held) {
						window.held = true;
						await new Promise((resolve) => (window.release = resolve));
					}
					return answer;
				};
				const now = document.getElementById("faults-now");
				window.told = [];
				new MutationObserver(() => window.told.push(now.textContent)).observe(now, { childList: true });""");
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.run("return Boolean(window.release)")).isEqualTo(true));
		page.click("[data-preset=flaky]");
		page.awaitText("#faults-now", "Now: 30 % answer 503.");
		page.run("window.release()");
		send("PUT", "/api/faults", "{\"errorRate\": 1.0}");
		page.awaitText("#faults-now", "Now: 100 % answer 503.");
		assertThat(page.run("return window.told.join()")).isEqualTo("Now: 30 % answer 503.,Now: 100 % answer 503.");
	}

	@Test
	void showsTheAnswerToTheLatestQuestionOnly() {
		page.run("""
				const releases = [];
				window.fetch = (path) => new Promise((resolve) => {
					if (path.startsWith("api/ask")) {
						const json = { answer: decodeURIComponent(path.split("=")[1]), degraded: false };
						releases.push(() => resolve(new Response(JSON.stringify(json))));
						window.release = (index) => releases[index]();
					}
				});""");
		page.find("#question").sendKeys(" First", Keys.ENTER, " second", Keys.ENTER);
		assertThat(page.text("#answer")).isEqualTo("Asking …");
		page.run("window.release(1)");
		await().atMost(LivePage.PATIENCE)
			.untilAsserted(() -> assertThat(page.text("#answer")).endsWith("First second"));
		page.run("window.release(0)");
		page.find("#question").clear();
		page.find("#question").sendKeys("  ");
		assertThat(page.text("#answer")).endsWith("First second");
		page.find("#question").sendKeys(Keys.ENTER);
		page.awaitText("#answer", "Write a question first.");
	}

	@Test
	void saysHowManyQuestionsItReallyAsksWhenTheAnswersAreSlow() {
		page.run(
				"""
						const real = window.fetch;
						window.fetch = (path, request) => path.startsWith("api/ask") ? new Promise(() => {}) : real(path, request);""");
		page.click("input[value='20']");
		page.click("#load-button");
		page.awaitText("#load-now", "Asked 0 of 20 a second; answers are slow.");
		page.click("#load-button");
		page.awaitText("#load-now", "Now: none.");
	}

}
