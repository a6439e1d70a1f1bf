package dev.resilience.sample.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The live page in the Chromium that is installed, as somebody in front of it uses it.
 */
final class LivePage implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ChromeDriver driver;

	LivePage() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(EnabledIfChromium.Condition.browser().orElseThrow());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync");
		options.setCapability("goog:loggingPrefs", logs);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(EnabledIfChromium.Condition.driver().orElseThrow())
			.usingAnyFreePort()
			.build();
		this.driver = new ChromeDriver(service, options);
	}

	/** Opens the page anew, on a wide screen, in light colours. */
	void open(int port) {
		screen(1280, 900);
		theme("light");
		network(true);
		this.driver.get("http://localhost:" + port + "/");
		errors();
	}

	void screen(int width, int height) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	}

	void theme(String theme) {
		command("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
	}

	void network(boolean connected) {
		command("Network.enable", Map.of());
		command("Network.emulateNetworkConditions",
				Map.of("offline", !connected, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	String text(String selector) {
		return find(selector).getText();
	}

	void click(String selector) {
		find(selector).click();
	}

	/** Sends keys to whatever has the focus. */
	void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	/** Goes back to the control before. */
	void pressShiftTab() {
		new Actions(this.driver).keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform();
	}

	String circuit(String name, String field) {
		return text("[data-circuit=" + name + "] [data-field=" + field + "]");
	}

	void awaitState(String circuit, String state) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(circuit(circuit, "state")).isEqualTo(state));
	}

	void awaitText(String selector, String text) {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(selector)).isEqualTo(text));
	}

	Object run(String script) {
		Object result = this.driver.executeScript(script);
		return (result != null) ? result : "";
	}

	/** How many pixels of the chart have this colour. */
	long ink(int colour) {
		return (Long) this.driver.executeScript("""
				const canvas = document.querySelector("#chart canvas");
				const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
				let ink = 0;
				for (let i = 0; i < data.length; i += 4) {
					const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
					ink += colour === arguments[0] && data[i + 3] === 255;
				}
				return ink;""", colour);
	}

	/** What is too wide for its place, and which words are torn. */
	List<String> misfits() {
		return runFile("misfits.js");
	}

	/** Runs a file that stands beside this class. */
	List<String> runFile(String name) {
		try {
			String script = new ClassPathResource(name, getClass()).getContentAsString(StandardCharsets.UTF_8);
			return ((List<?>) run(script)).stream().map(Object::toString).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What the browser has complained about since this was last asked. */
	List<String> errors() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

	private void command(String command, Map<String, Object> parameters) {
		this.driver.executeCdpCommand(command, parameters);
	}

}
