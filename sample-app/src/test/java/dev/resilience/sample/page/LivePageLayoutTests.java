package dev.resilience.sample.page;

import java.util.List;

import dev.resilience.circuit.Circuits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The live page with a dozen circuits, long names and long figures.
 */
@EnabledIfChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.provider.port=0")
class LivePageLayoutTests extends InBrowser {

	private static final List<String> NAMES = List.of("payments", "customers", "orders", "shipping", "invoices",
			"stock", "search", "recommendations", "currency-conversion-for-all-of-the-northern-branches",
			"averyveryveryveryverylongnamewithoutanyplacetobreakit");

	LivePageLayoutTests(@LocalServerPort int port, @Autowired Circuits circuits) {
		super(port);
		NAMES.forEach(circuits::get);
		circuits.get("payments").forceOpen();
	}

	@DynamicPropertySource
	static void policies(DynamicPropertyRegistry registry) {
		NAMES.forEach((name) -> registry.add("resilience.policies." + name + ".base", () -> "provider"));
	}

	@BeforeEach
	void openThePageWithLongFigures() {
		openThePage();
		page.run("""
				const real = window.fetch;
				const KEYS = /"(succeeded|failed|ignored|rejected|opened|success|failure)":\\d+/g;
				window.fetch = async (...request) => {
					const answer = await real(...request);
					const text = await answer.text();
					return new Response(text.replace(KEYS, '"$1":1234567'), { status: answer.status });
				};""");
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> {
			assertThat(page.circuit("payments", "state")).isEqualTo("Forced open");
			assertThat(page.circuit("payments", "succeeded")).isEqualTo("1,234,567");
			assertThat(page.text("[data-outcome=success] [data-field=total]")).hasSizeGreaterThan(9);
		});
	}

	@ParameterizedTest
	@CsvSource({ "320, 640", "360, 740", "768, 1024", "1280, 900" })
	void fitsWithManyCircuits(int width, int height) {
		page.screen(width, height);
		await().atMost(LivePage.PATIENCE).untilAsserted(() -> assertThat(page.misfits()).isEmpty());
	}

}
