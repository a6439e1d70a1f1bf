package dev.resilience.spring.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetrySpec.Backoff;
import dev.resilience.spring.config.EffectiveValue.Source;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What a policy gets from a ready-made base, and what it does not. */
class ReadyMadePoliciesTests {

	private static final String USERS_OWN = """
			resilience.policies:
			  llm.retry.max-attempts: 7
			  chat:
			    base: llm
			""";

	@TempDir
	private Path directory;

	static final Iterable<String> NAMES = ReadyMadePolicies.NAMES;

	@ParameterizedTest
	@FieldSource("NAMES")
	void eachIsWholeAndSpeaksForTheAnnotationResilient(String name) {
		PolicySpec spec = any(name, "").spec();
		assertThat(spec.written()).contains(PolicyKind.RETRY, PolicyKind.CIRCUIT, PolicyKind.TIME_LIMIT);
		assertThat(spec.written().contains(PolicyKind.FALLBACK)).isEqualTo(name.equals("optional"));
		assertThat(spec.off()).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void attemptsAndWaitsAtTheirWorstFitInTheTotal(String name) {
		PolicySpec spec = any(name, "").spec();
		Duration timeout = spec.timeLimit().timeout();
		assertThat(spec.circuit().halfOpen().maxDuration()).isGreaterThan(timeout);
		if (spec.retry().maxAttempts() > 1) {
			Duration total = spec.timeLimit().total();
			Duration twice = timeout.multipliedBy(2);
			assertThat(twice.plus(spec.retry().retryAfterMax())).isLessThanOrEqualTo(total);
			// attempts at a provider hang rarely, and are dear: two of three
			assertThat((name.equals("llm") ? twice : timeout.multipliedBy(spec.retry().maxAttempts()))
				.plus(longestWaits(spec))).isLessThanOrEqualTo(total);
		}
	}

	private static Duration longestWaits(PolicySpec spec) {
		Backoff backoff = spec.retry().backoff();
		double millis = 0;
		for (int retry = 1; retry < spec.retry().maxAttempts(); retry++) {
			double delay = backoff.delay().toMillis() * Math.pow(backoff.multiplier(), retry - 1);
			millis += Math.min(backoff.maxDelay().toMillis(), delay * (1 + backoff.jitter()));
		}
		return Duration.ofMillis((long) millis);
	}

	@ParameterizedTest
	@FieldSource("NAMES")
	void eachHoldsOverAnyDefaults(String name) {
		EffectivePolicy alone = any(name, "");
		EffectivePolicy overDefaults = any(name, """
				resilience.defaults:
				  retry: {max-attempts: 9, retry-after-max: 2m, backoff: {delay: 1ms, multiplier: 3, max-delay: 1ms}}
				  circuit:
				    failure-threshold: 99
				    window: {type: count, size: 3, duration: 1s}
				    open-duration: 9s
				  time-limit: {timeout: 5m, total: 10m}
				""");
		alone.values().forEach((key, value) -> {
			if (value.source() == Source.BASE) {
				assertThat(overDefaults.values()).containsEntry(key, value);
			}
		});
		assertThat(alone.values().values()).extracting(EffectiveValue::source).contains(Source.BASE);
	}

	@Test
	void thePolicyWinsAndTheDefaultsLieBelow() {
		Map<String, EffectiveValue> values = any("llm", """
				resilience.defaults.retry: {max-attempts: 9, backoff.jitter: 0.1}
				resilience.policies.any.retry.backoff.delay: 3s
				""").values();
		assertThat(values.get("retry.backoff.delay").value()).isEqualTo("3s");
		assertThat(values.get("retry.backoff.delay").source()).isEqualTo(Source.POLICY);
		assertThat(values.get("retry.max-attempts"))
			.isEqualTo(new EffectiveValue(3, Source.BASE, null, "ready-made policy 'llm'"));
		assertThat(values.get("retry.backoff.jitter").value()).isEqualTo(0.1);
		assertThat(values.get("retry.backoff.jitter").source()).isEqualTo(Source.DEFAULTS);
		assertThat(values.get("circuit.half-open.success-threshold").source()).isEqualTo(Source.DEFAULT);
	}

	@Test
	void aBaseOfTheUsersCanStartFromOne() {
		EffectivePolicy chat = policy("chat", """
				resilience.policies:
				  provider: {base: llm, retry.max-attempts: 2}
				  chat: {base: provider, time-limit.timeout: 20s}
				""");
		assertThat(chat.bases()).containsExactly("provider", "llm");
		assertThat(chat.spec().retry().maxAttempts()).isEqualTo(2);
		assertThat(chat.spec().timeLimit().timeout()).isEqualTo(Duration.ofSeconds(20));
		assertThat(chat.spec().timeLimit().total()).isEqualTo(Duration.ofSeconds(150));
	}

	@Test
	void aPolicyOfTheUsersWinsOverTheReadyMadeOfItsName() {
		EffectivePolicy chat = policy("chat", USERS_OWN);
		assertThat(chat.bases()).containsExactly("llm");
		assertThat(chat.spec().retry().maxAttempts()).isEqualTo(7);
		assertThat(chat.spec().timeLimit().total()).isNull();
		assertThat(chat.spec().written()).containsExactly(PolicyKind.RETRY);
	}

	@Test
	void aPolicyCanStartFromTheReadyMadeOfItsOwnName() {
		String yaml = USERS_OWN + "  llm.base: llm\n";
		EffectivePolicy own = policy("llm", yaml);
		assertThat(own.bases()).containsExactly("llm");
		assertThat(own.spec().retry().maxAttempts()).isEqualTo(7);
		assertThat(own.spec().timeLimit().total()).isEqualTo(Duration.ofSeconds(150));
		EffectivePolicy chat = policy("chat", yaml);
		assertThat(chat.bases()).containsExactly("llm", "llm");
		assertThat(chat.spec()).usingRecursiveComparison().ignoringFields("name").isEqualTo(own.spec());
	}

	@Test
	void aDetourBackToItsOwnNameIsACircle() {
		assertThat(Contexts.mistakes(this.directory, """
				resilience.policies:
				  llm.base: other
				  other.base: llm
				""")).extracting(Mistake::what).singleElement().asString().contains("llm -> other -> llm");
	}

	@ParameterizedTest
	@CsvSource({ "lllm, llm", "crtical, critical", "fastflaky, fast-flaky", "LLM, llm" })
	void theNearestNameOfAnUnknownBaseMayBeReadyMade(String base, String nearest) {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies.chat.base: " + base)).singleElement()
			.satisfies((mistake) -> {
				assertThat(mistake.description()).isEqualTo(
						"resilience.policies.chat.base (application.yml:1) is '" + base + "', which is no policy");
				assertThat(mistake.remedy()).isEqualTo("Did you mean " + nearest + "?");
			});
	}

	@Test
	void anUnknownBaseThatIsNearToNothingListsWhatThereIs() {
		assertThat(Contexts.mistakes(this.directory, "resilience.policies: {chat.base: zzzzzzzzz, mail.retry: {}}"))
			.filteredOn((mistake) -> mistake.where().endsWith(".base"))
			.singleElement()
			.satisfies((mistake) -> assertThat(mistake.remedy())
				.isEqualTo("Known are: mail, fast-flaky, slow-reliable, critical, optional, llm."));
	}

	@Test
	void switchesWorkAsWithAnyBase() {
		assertThat(any("llm", "resilience.policies.any.enabled: false").spec().off())
			.containsExactlyInAnyOrder(PolicyKind.values());
		PolicySpec withoutCircuit = any("llm", "resilience.policies.any.circuit.enabled: false").spec();
		assertThat(withoutCircuit.off()).containsExactly(PolicyKind.CIRCUIT);
		assertThat(withoutCircuit.written()).contains(PolicyKind.CIRCUIT);
	}

	@Test
	void theAnswerOfThePolicyComesBeforeThatOfItsBase() {
		assertThat(any("optional", "").spec().fallback().value().make(String.class)).isNull();
		assertThat(any("optional", "resilience.policies.any.fallback.value: nobody").spec()
			.fallback()
			.value()
			.make(String.class)).isEqualTo("nobody");
		assertThat(any("optional", "resilience.policies.any.fallback.empty: false").spec().fallback().value()).isNull();
	}

	@Test
	void whatDoesNotGoTogetherIsAMistakeOfThePolicy() {
		assertThat(Contexts.mistakes(this.directory, """
				unrelated: 1
				resilience.policies.chat:
				  base: llm
				  time-limit.timeout: 5m
				""")).singleElement()
			.hasToString(
					"resilience.policies.chat.time-limit.total (application.yml:3) is 150s by the ready-made policy "
							+ "'llm', it must be at least timeout, which is 5m. Write the key into the policy, with a value that fits "
							+ "what else it writes.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					policies.chat.time-limit.total: 30s        | llm      | is 30s, it must be at least timeout, which is 1m           | timeout comes from the ready-made policy 'llm'.
					defaults.time-limit.total: 200ms           | optional | is 200ms, it must be at least timeout, which is 300ms      | timeout comes from the ready-made policy 'optional'.
					policies.chat.circuit.window.minimum-calls: 60 | optional | is 60, it must be at most window.size, which is 50, or no rate is ever computed | window.size comes from the ready-made policy 'optional'.
					policies.chat.retry.max-attempts: 0        | llm      | is 0, it must be at least 1 | for its default, 3.
					""")
	void aValueThatDoesNotFitAReadyMadeOneSaysWhereThatOneComesFrom(String line, String base, String what,
			String remedy) {
		assertThat(Contexts.mistakes(this.directory,
				"resilience." + line + "\nresilience.policies.chat.base: " + base + "\n"))
			.singleElement()
			.satisfies((mistake) -> {
				assertThat(mistake.what()).isEqualTo(what);
				assertThat(mistake.remedy()).startsWith("Correct the value, or leave the key out").endsWith(remedy);
			});
	}

	@Test
	void aBaseIsNoPolicy() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory,
				"resilience.policies.any.base: critical")) {
			ResilienceEngine engine = context.getBean(ResilienceEngine.class);
			assertThat(engine.policies()).extracting((policy) -> policy.name()).containsExactly("any");
			assertThat(engine.find("critical")).isNull();
		}
		assertThat(Contexts.mistakes(this.directory, "resilience.health.down-when-open: [critical]"))
			.extracting(Mistake::what)
			.containsExactly("is 'critical', which is no circuit: circuits have the names of policies");
	}

	private EffectivePolicy any(String base, String more) {
		return policy("any", more + "\nresilience.policies.any.base: " + base);
	}

	private EffectivePolicy policy(String name, String yaml) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml)) {
			return context.getBean(ResilienceSettings.class)
				.policies()
				.stream()
				.filter((policy) -> policy.spec().name().equals(name))
				.findFirst()
				.orElseThrow();
		}
	}

}
