package dev.resilience.spring.beans;

import java.util.List;
import java.util.function.BiConsumer;

import dev.resilience.CircuitOpenException;
import dev.resilience.ResilienceException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.Circuits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds for every kind of bean, whichever proxies the application prefers. Attempts
 * and votes are counted, so a policy that is applied twice is noticed as well as one that
 * is not applied.
 */
abstract class EveryPolicy {

	/** As properties, and as the YAML of a whole application. */
	static final List<String> POLICIES = List.of("resilience.defaults.retry.backoff.delay=1ms",
			"resilience.policies.retried.retry.max-attempts=3",
			"resilience.policies.guarded.circuit.failure-threshold=2",
			"resilience.policies.limited.time-limit.timeout=150ms", "resilience.policies.quotes.retry.max-attempts=3",
			"resilience.policies.quotes.circuit.failure-threshold=2",
			"resilience.policies.quotes.time-limit.timeout=20s");

	final Backend backend = new Backend();

	/**
	 * Starts an application that has a bean of this kind, hands over the bean, and stops.
	 */
	abstract void start(boolean classProxies, BiConsumer<Quotes, ApplicationContext> test);

	@BeforeEach
	void somebodyAsks() {
		MDC.put("user", "ada");
	}

	@AfterEach
	void nobodyAsks() {
		MDC.clear();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRetryMakesItsAttemptsAndNoMore(boolean classProxies) {
		start(classProxies, (quotes, context) -> {
			assertThatException().isThrownBy(() -> quotes.retried("x"))
				.isNotInstanceOfAny(ResilienceException.class, NullPointerException.class);
			assertThat(this.backend.calls()).isEqualTo(3);
			assertThat(this.backend.users()).containsExactly("ada");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCircuitCountsEachCallOnceAndOpens(boolean classProxies) {
		start(classProxies, (quotes, context) -> {
			assertThatException().isThrownBy(() -> quotes.guarded("x")).isNotInstanceOf(ResilienceException.class);
			assertThatException().isThrownBy(() -> quotes.guarded("x")).isNotInstanceOf(ResilienceException.class);
			assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> quotes.guarded("x"));
			assertThat(this.backend.calls()).isEqualTo(2);
			CircuitSnapshot.Totals totals = totals(context, "guarded");
			assertThat(totals.failed()).isEqualTo(2);
			assertThat(totals.rejected()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aTimeLimitEndsACallThatHangs(boolean classProxies) {
		this.backend.hang();
		start(classProxies, (quotes, context) -> {
			assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(() -> quotes.limited("x"))
				.satisfies((failure) -> assertThat(failure.policy()).isEqualTo("limited"));
			// on a busy machine the limit may pass before a client has reached the
			// backend
			assertThat(this.backend.calls()).isLessThanOrEqualTo(1);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFallbackAnswersOnTheObjectThatFailed(boolean classProxies) {
		start(classProxies, (quotes, context) -> {
			assertThat(quotes.answered("x")).startsWith("x for ada despite ").doesNotEndWith("NullPointerException");
			assertThat(this.backend.calls()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void allFourTogetherHoldTheirOrder(boolean classProxies) {
		start(classProxies, (quotes, context) -> {
			assertThat(quotes.quote("x")).startsWith("x for ada despite ");
			assertThat(quotes.quote("x")).startsWith("x for ada despite ");
			assertThat(this.backend.calls()).isEqualTo(6);
			assertThat(totals(context, "quotes").failed()).isEqualTo(2);
			assertThat(quotes.quote("x")).endsWith("for ada despite CircuitOpenException");
			assertThat(this.backend.calls()).isEqualTo(6);
			assertThat(this.backend.users()).containsExactly("ada");
		});
	}

	static CircuitSnapshot.Totals totals(ApplicationContext context, String circuit) {
		return context.getBean(Circuits.class).get(circuit).snapshot().totals();
	}

}
