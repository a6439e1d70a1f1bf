package dev.resilience.spring.config;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;

import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which people write YAML. */
class YamlFormsTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "retry:", "retry: {}", "retry: ~", "retry: {max-attempts: 3}", "retry.max-attempts: 3",
			"retry: {maxAttempts: 3}", "retry: {MAX_ATTEMPTS: 3}", "retry: {enabled: true}" })
	void aSectionCountsAsWrittenInEveryForm(String section) {
		PolicySpec payments = policy("""
				resilience:
				  policies:
				    payments:
				      %s
				""".formatted(section));
		assertThat(payments.written()).containsExactly(PolicyKind.RETRY);
		assertThat(payments.retry().maxAttempts()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "circuit:", "circuit: {}", "time-limit:", "time-limit: {}", "timeLimit: {}" })
	void theOtherSectionsCountAsWrittenToo(String section) {
		assertThat(policy("""
				resilience:
				  policies:
				    payments:
				      %s
				""".formatted(section)).written()).hasSize(1);
	}

	@Test
	void anEmptySectionDoesNotCoverTheBases() {
		PolicySpec payments = policy("""
				resilience:
				  policies:
				    parent:
				      retry:
				        max-attempts: 7
				        backoff.delay: 7ms
				    payments:
				      base: parent
				      retry:
				        backoff:
				""");
		assertThat(payments.retry().maxAttempts()).isEqualTo(7);
		assertThat(payments.retry().backoff().delay()).hasMillis(7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "~", "''", "${NOT_THERE:}" })
	void aNameThatIsLeftEmptyIsNone(String nothing) {
		PolicySpec payments = policy("""
				resilience:
				  policies:
				    payments:
				      base: %s
				      retry:
				        retry-on-result: %s
				""".formatted(nothing, nothing));
		assertThat(payments.retry().retryOnResult()).isNull();
	}

	@Test
	void aValueThatIsLeftEmptyIsInheritedAndShownWhereItStands() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, """
				resilience:
				  policies:
				    payments: {base: parent, retry: {max-attempts: }}
				    parent:
				      retry.max-attempts: 7
				""")) {
			EffectiveValue value = context.getBean(ResilienceSettings.class)
				.policies()
				.get(0)
				.values()
				.get("retry.max-attempts");
			assertThat(value).isEqualTo(new EffectiveValue(7, EffectiveValue.Source.BASE,
					"resilience.policies.parent.retry.max-attempts", "application.yml:5"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "payments:", "payments: {}", "payments: ~" })
	void aPolicyMayBeEmpty(String policy) {
		PolicySpec payments = policy("""
				resilience:
				  policies:
				    %s
				""".formatted(policy));
		assertThat(payments.written()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "resilience:", "resilience: {}", "resilience: {policies: }", "resilience: {policies: {}}",
			"resilience: {defaults: }", "resilience: {failures: {rules: []}}", "unrelated: true" })
	void aConfigurationWithoutPoliciesStarts(String yaml) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml)) {
			assertThat(context.getBean(ResilienceEngine.class).policies()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[java.net.ConnectException, java.net.SocketTimeoutException]",
			"java.net.ConnectException,java.net.SocketTimeoutException",
			"java.net.ConnectException, java.net.SocketTimeoutException",
			"\n          - java.net.ConnectException\n          - java.net.SocketTimeoutException" })
	void aListMayBeInlineOrInABlock(String list) {
		PolicySpec payments = policy("""
				resilience:
				  policies:
				    payments:
				      retry:
				        retry-on: %s
				""".formatted(list));
		assertThat(payments.retry().retryOn().classes()).containsExactly(ConnectException.class,
				SocketTimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "retry-on:", "retry-on: []", "retry-on: ''" })
	void aListMayBeEmpty(String list) {
		PolicySpec payments = policy("""
				resilience:
				  policies:
				    parent:
				      retry:
				        retry-on: java.net.ConnectException
				    payments:
				      base: parent
				      retry:
				        %s
				""".formatted(list));
		assertThat(payments.retry().retryOn().isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "250ms", "250", "PT0.25S", "250000us" })
	void durationsTakeBootsForms(String duration) {
		assertThat(policy("resilience.policies.payments.retry.backoff.delay: " + duration).retry().backoff().delay())
			.hasMillis(250);
	}

	@Test
	void nestedClassesMayBeNamed() {
		assertThat(policy("resilience.policies.payments.retry.retry-on: " + Quota.class.getName()).retry()
			.retryOn()
			.classes()).containsExactly(Quota.class);
	}

	private PolicySpec policy(String yaml) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml)) {
			return context.getBean(ResilienceEngine.class).find("payments").spec();
		}
	}

	static class Quota extends RuntimeException {

	}

}
