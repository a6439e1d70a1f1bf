package dev.resilience.sample;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The meters as Prometheus scrapes them. Dashboards and alerts of others rely on their
 * names, types and tags.
 */
// with a property that no other test has, so that nobody has called this application yet;
// every call is traced
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.provider.port=0", "management.tracing.sampling.probability=1.0" })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusScrapeTests {

	private static final Set<String> POLICIES = Set.of("embeddings", "generation", "provider");

	private static final Set<String> POLICIES_AND_NONE = Set.of("embeddings", "generation", "provider", "none");

	private static final Set<String> STATES = Set.of("closed", "open", "half_open", "forced_open", "disabled");

	private static final Set<String> CATEGORIES = Set.of("timeout", "connection", "rate_limited", "server_error",
			"authentication", "not_found", "invalid_request", "programming", "cancelled", "rejected", "unknown");

	private static final List<Family> FAMILIES = List.of(
			new Family("resilience.circuit.state", "gauge", Map.of("circuit", POLICIES, "state", STATES)),
			new Family("resilience.circuit.calls", "counter",
					Map.of("circuit", POLICIES, "outcome", Set.of("success", "failure", "ignored", "rejected"))),
			new Family("resilience.circuit.failure.rate", "gauge", Map.of("circuit", POLICIES)),
			new Family("resilience.circuit.slow.call.rate", "gauge", Map.of("circuit", POLICIES)),
			new Family("resilience.circuit.transitions", "counter", Map.of("circuit", POLICIES, "to", STATES)),
			new Family("resilience.retry.calls", "counter",
					Map.of("policy", POLICIES, "outcome",
							Set.of("first_try", "after_retry", "exhausted", "budget_spent", "aborted"))),
			new Family("resilience.retry.attempts", "counter", Map.of("policy", POLICIES)),
			new Family("resilience.time.limit.calls", "counter",
					Map.of("policy", POLICIES, "outcome", Set.of("completed", "timed_out", "overrun"))),
			new Family("resilience.fallback.calls", "counter",
					Map.of("policy", POLICIES_AND_NONE, "outcome", Set.of("used", "failed"))),
			new Family("resilience.failures", "counter", Map.of("policy", POLICIES_AND_NONE, "category", CATEGORIES)));

	private final Gateway gateway;

	PrometheusScrapeTests(@LocalServerPort int port) {
		this.gateway = new Gateway(port);
	}

	@Test
	@Order(1)
	void hasEveryMeterOfEveryPolicyAtZeroBeforeTheFirstCall() {
		Map<String, String> values = assertFamilies();
		values.forEach((series, value) -> {
			if (series.contains("_rate{")) {
				assertThat(value).as(series).isEqualTo("NaN");
			}
			else if (series.contains("state=\"closed\"") && !series.contains("provider")) {
				assertThat(value).as(series).isEqualTo("1.0");
			}
			else {
				assertThat(value).as(series).isEqualTo("0.0");
			}
		});
	}

	@Test
	@Order(2)
	void hasTheSameMetersAfterCallsAndCountsThem() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.gateway.ask("What does a circuit breaker do?").status()).isEqualTo(200);
		}
		Map<String, String> values = assertFamilies();
		for (String circuit : List.of("embeddings", "generation")) {
			assertThat(sum(values, "resilience_circuit_calls_total{circuit=\"" + circuit + "\"")).isEqualTo(3);
		}
		assertThat(sum(values, "resilience_circuit_calls_total{circuit=\"provider\"")).isZero();
	}

	@Test
	@Order(3)
	void isScrapedByAPrometheusThatKnowsExemplarsOfFewTypes() {
		assertThat(scrape("application/openmetrics-text; version=1.0.0").lines()).contains("# EOF")
			.noneMatch((line) -> line.contains("_count{") && line.contains(" # {"));
	}

	@Test
	void readmeTellsTheSameNamesTypesAndTags() throws IOException {
		List<String> told = Files.readAllLines(Path.of("../README.md"))
			.stream()
			.dropWhile((line) -> !line.equals("## Meters"))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("## "))
			.filter((line) -> line.startsWith("| `resilience."))
			.map((line) -> line.replaceAll("\\(.*?\\)", ""))
			.toList();
		assertThat(told).hasSameSizeAs(FAMILIES);
		for (int i = 0; i < told.size(); i++) {
			String[] columns = told.get(i).split("\\|");
			Family family = FAMILIES.get(i);
			assertThat(columns[1].strip()).isEqualTo("`" + family.name() + "`");
			assertThat(columns[2].strip()).startsWith(family.type());
			assertThat(quoted(columns[3])).as(family.name()).containsAll(family.tags().keySet());
			assertThat(family.words()).as(family.name()).containsAll(quoted(columns[3]));
		}
	}

	/**
	 * Compares families, types and every combination of tags.
	 * @return the values, by series
	 */
	private Map<String, String> assertFamilies() {
		List<String> lines = scrape("text/plain; version=0.0.4").lines()
			.filter((line) -> line.matches("(# (TYPE|HELP) )?resilience_.*"))
			.toList();
		assertThat(lines.stream().filter((line) -> line.startsWith("# TYPE ")))
			.containsExactlyInAnyOrderElementsOf(FAMILIES.stream().map(Family::typeLine).toList());
		Map<String, String> values = lines.stream()
			.filter((line) -> !line.startsWith("#"))
			.collect(Collectors.toMap((line) -> line.substring(0, line.lastIndexOf(' ')),
					(line) -> line.substring(line.lastIndexOf(' ') + 1), (first, second) -> first, TreeMap::new));
		Set<String> expected = new TreeSet<>();
		FAMILIES.forEach((family) -> expected.addAll(family.series()));
		assertThat(values.keySet()).containsExactlyElementsOf(expected);
		return values;
	}

	private String scrape(String accepted) {
		HttpRequest request = HttpRequest.newBuilder(this.gateway.uri("/actuator/prometheus"))
			.header("Accept", accepted)
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()).join();
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	private static double sum(Map<String, String> values, String prefix) {
		return values.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(prefix))
			.mapToDouble((entry) -> Double.parseDouble(entry.getValue()))
			.sum();
	}

	private static Set<String> quoted(String text) {
		return Pattern.compile("`([a-z_]+)`")
			.matcher(text)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toSet());
	}

	/**
	 * One row of the README's table.
	 *
	 * @param tags each tag and all its values
	 */
	private record Family(String name, String type, Map<String, Set<String>> tags) {

		String scraped() {
			return this.name.replace('.', '_') + (this.type.equals("counter") ? "_total" : "");
		}

		String typeLine() {
			return "# TYPE " + scraped() + " " + this.type;
		}

		/** Every combination of the tags' values. */
		List<String> series() {
			Stream<String> combinations = Stream.of("");
			for (String tag : new TreeSet<>(this.tags.keySet())) {
				combinations = combinations.flatMap((before) -> this.tags.get(tag)
					.stream()
					.map((value) -> before + (before.isEmpty() ? "" : ",") + tag + "=\"" + value + "\""));
			}
			return combinations.map((labels) -> scraped() + "{" + labels + "}").toList();
		}

		Set<String> words() {
			Set<String> words = new TreeSet<>(this.tags.keySet());
			this.tags.values().forEach(words::addAll);
			words.add("state");
			return words;
		}

	}

}
