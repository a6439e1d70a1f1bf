package dev.resilience.spring.config;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A policy is laid over its base, that over its own base, all over the defaults. */
class InheritanceTests {

	@TempDir
	private Path directory;

	@Test
	void everyKeyComesFromTheNearestLevelThatWritesIt() {
		PolicySpec payments = policy("payments", """
				resilience:
				  defaults:
				    retry:
				      max-attempts: 9
				      retry-after-max: 9s
				      backoff: {delay: 9ms, multiplier: 9, max-delay: 9s, jitter: 0.9}
				  policies:
				    grandparent:
				      retry:
				        max-attempts: 8
				        backoff: {delay: 8ms, multiplier: 8, max-delay: 8s}
				    parent:
				      base: grandparent
				      retry:
				        backoff:
				          delay: 7ms
				          multiplier: 7
				    payments:
				      base: parent
				      retry:
				        backoff:
				          delay: 6ms
				""");
		assertThat(payments.retry().maxAttempts()).isEqualTo(8);
		assertThat(payments.retry().retryAfterMax()).isEqualTo(Duration.ofSeconds(9));
		assertThat(payments.retry().backoff().delay()).isEqualTo(Duration.ofMillis(6));
		assertThat(payments.retry().backoff().multiplier()).isEqualTo(7);
		assertThat(payments.retry().backoff().maxDelay()).isEqualTo(Duration.ofSeconds(8));
		assertThat(payments.retry().backoff().jitter()).isEqualTo(0.9);
	}

	@Test
	void whatNobodyWritesHasTheDocumentedDefault() {
		PolicySpec payments = policy("payments", """
				resilience.policies.payments.enabled: true
				""");
		assertThat(payments.retry().maxAttempts()).isEqualTo(3);
		assertThat(payments.retry().backoff().delay()).isEqualTo(Duration.ofMillis(100));
		assertThat(payments.retry().backoff().multiplier()).isEqualTo(2.0);
		assertThat(payments.retry().backoff().maxDelay()).isEqualTo(Duration.ofSeconds(10));
		assertThat(payments.retry().backoff().jitter()).isEqualTo(0.5);
		assertThat(payments.retry().retryAfterMax()).isEqualTo(Duration.ofSeconds(5));
		assertThat(payments.retry().budget().ratio()).isEqualTo(0.2);
		assertThat(payments.retry().budget().minPerSecond()).isEqualTo(10);
		assertThat(payments.circuit().failureThreshold()).isEqualTo(5);
		assertThat(payments.circuit().failureThresholdSpan()).isEqualTo(Duration.ofSeconds(1));
		assertThat(payments.circuit().failureRateThreshold()).isEqualTo(50);
		assertThat(payments.circuit().slowCallDuration()).isNull();
		assertThat(payments.circuit().slowCallRateThreshold()).isEqualTo(100);
		assertThat(payments.circuit().window().size()).isEqualTo(100);
		assertThat(payments.circuit().window().duration()).isEqualTo(Duration.ofSeconds(10));
		assertThat(payments.circuit().window().minimumCalls()).isEqualTo(20);
		assertThat(payments.circuit().openDuration()).isEqualTo(Duration.ofSeconds(60));
		assertThat(payments.circuit().openDurationMultiplier()).isEqualTo(1.0);
		assertThat(payments.circuit().openDurationMax()).isEqualTo(Duration.ofMinutes(10));
		assertThat(payments.circuit().halfOpen().permittedCalls()).isEqualTo(3);
		assertThat(payments.circuit().halfOpen().successThreshold()).isEqualTo(2);
		assertThat(payments.circuit().halfOpen().maxDuration()).isEqualTo(Duration.ofSeconds(60));
		assertThat(payments.timeLimit().timeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(payments.timeLimit().total()).isNull();
		assertThat(payments.timeLimit().interrupt()).isTrue();
		assertThat(payments.written()).isEmpty();
	}

	@Test
	void everyKeyOfTheCircuitAndTheTimeLimitIsRead() {
		PolicySpec payments = policy("payments", """
				resilience:
				  policies:
				    payments:
				      circuit:
				        failure-threshold: 7
				        failure-threshold-span: 3s
				        failure-rate-threshold: 33.3
				        slow-call-duration: 2s
				        slow-call-rate-threshold: 44
				        window: {type: time, size: 10, duration: 20s, minimum-calls: 30}
				        open-duration: 5s
				        open-duration-multiplier: 1.5
				        open-duration-max: 50s
				        half-open: {permitted-calls: 4, success-threshold: 6, max-duration: 7s}
				        record: [java.net.ConnectException]
				        ignore: [java.net.SocketTimeoutException]
				      time-limit: {timeout: 2s, total: 1m, interrupt: false, run-on: caller}
				""");
		assertThat(payments.circuit().failureThreshold()).isEqualTo(7);
		assertThat(payments.circuit().failureThresholdSpan()).isEqualTo(Duration.ofSeconds(3));
		assertThat(payments.circuit().failureRateThreshold()).isEqualTo(33.3);
		assertThat(payments.circuit().slowCallDuration()).isEqualTo(Duration.ofSeconds(2));
		assertThat(payments.circuit().slowCallRateThreshold()).isEqualTo(44);
		assertThat(payments.circuit().window().type()).hasToString("TIME");
		assertThat(payments.circuit().window().duration()).isEqualTo(Duration.ofSeconds(20));
		assertThat(payments.circuit().window().minimumCalls()).isEqualTo(30);
		assertThat(payments.circuit().openDuration()).isEqualTo(Duration.ofSeconds(5));
		assertThat(payments.circuit().openDurationMultiplier()).isEqualTo(1.5);
		assertThat(payments.circuit().openDurationMax()).isEqualTo(Duration.ofSeconds(50));
		assertThat(payments.circuit().halfOpen().permittedCalls()).isEqualTo(4);
		assertThat(payments.circuit().halfOpen().successThreshold()).isEqualTo(6);
		assertThat(payments.circuit().halfOpen().maxDuration()).isEqualTo(Duration.ofSeconds(7));
		assertThat(payments.circuit().record().classes()).containsExactly(ConnectException.class);
		assertThat(payments.circuit().ignore().classes()).containsExactly(SocketTimeoutException.class);
		assertThat(payments.timeLimit().timeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(payments.timeLimit().total()).isEqualTo(Duration.ofMinutes(1));
		assertThat(payments.timeLimit().interrupt()).isFalse();
	}

	@Test
	void listsAreReplacedNotMerged() {
		PolicySpec payments = policy("payments", """
				resilience:
				  policies:
				    parent:
				      retry:
				        retry-on: [java.net.ConnectException, java.net.SocketTimeoutException]
				        abort-on: [java.net.ConnectException]
				      circuit:
				        record: [java.net.ConnectException]
				    payments:
				      base: parent
				      retry:
				        retry-on: [java.net.SocketTimeoutException]
				        abort-on: []
				""");
		assertThat(payments.retry().retryOn().classes()).containsExactly(SocketTimeoutException.class);
		assertThat(payments.retry().abortOn().isEmpty()).isTrue();
		assertThat(payments.circuit().record().classes()).containsExactly(ConnectException.class);
	}

	@Test
	void theSectionsOfTheBaseCountAsWritten() {
		PolicySpec payments = policy("payments", """
				resilience:
				  defaults:
				    time-limit.timeout: 1s
				  policies:
				    parent:
				      circuit:
				        open-duration: 5s
				    payments:
				      base: parent
				      retry:
				        max-attempts: 2
				""");
		assertThat(payments.written()).containsExactlyInAnyOrder(PolicyKind.CIRCUIT, PolicyKind.RETRY);
		assertThat(payments.timeLimit().timeout()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void aTimeoutThatIsLeftOutBesideAShorterTotalIsTheTotal() {
		assertThat(policy("payments", "resilience.policies.payments.time-limit.total: 2s").timeLimit().timeout())
			.isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void minimumCallsThatAreLeftOutAreNeverAboveTheSize() {
		assertThat(policy("payments", "resilience.policies.payments.circuit.window.size: 5").circuit()
			.window()
			.minimumCalls()).isEqualTo(5);
	}

	@Test
	void aPoliciesNameMayHaveUpperCaseLettersAndDashes() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, """
				resilience:
				  policies:
				    myBackend:
				      base: the-base
				      circuit:
				        open-duration: 5s
				    the-base:
				      retry:
				        max-attempts: 7
				      fallback:
				        value: instead
				    "[acme.orders/v2]":
				      retry:
				        max-attempts: 4
				      fallback:
				        value: none
				""")) {
			ResilienceEngine engine = context.getBean(ResilienceEngine.class);
			PolicySpec mine = engine.find("myBackend").spec();
			assertThat(mine.retry().maxAttempts()).isEqualTo(7);
			assertThat(mine.written()).containsExactlyInAnyOrder(PolicyKind.RETRY, PolicyKind.CIRCUIT,
					PolicyKind.FALLBACK);
			assertThat(mine.fallback().value().make(String.class)).isEqualTo("instead");
			PolicySpec orders = engine.find("acme.orders/v2").spec();
			assertThat(orders.retry().maxAttempts()).isEqualTo(4);
			assertThat(orders.fallback().value().make(String.class)).isEqualTo("none");
		}
	}

	@Test
	void placeholdersProfilesAndEnvironmentWorkAsEverywhere() {
		try (ConfigurableApplicationContext context = Contexts.application()
			.profiles("fast")
			.properties(Map.of("attempts", "6"))
			.run(Contexts.arguments(this.directory, """
					resilience:
					  policies:
					    payments:
					      retry:
					        max-attempts: ${attempts}
					        backoff:
					          delay: ${unset:250ms}
					          max-delay: 20s
					---
					spring.config.activate.on-profile: fast
					resilience:
					  policies:
					    payments:
					      retry:
					        backoff:
					          max-delay: 1s
					"""))) {
			PolicySpec payments = context.getBean(ResilienceEngine.class).find("payments").spec();
			assertThat(payments.retry().maxAttempts()).isEqualTo(6);
			assertThat(payments.retry().backoff().delay()).isEqualTo(Duration.ofMillis(250));
			assertThat(payments.retry().backoff().maxDelay()).isEqualTo(Duration.ofSeconds(1));
		}
	}

	private PolicySpec policy(String name, String yaml) {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml)) {
			return context.getBean(ResilienceEngine.class).find(name).spec();
		}
	}

}
