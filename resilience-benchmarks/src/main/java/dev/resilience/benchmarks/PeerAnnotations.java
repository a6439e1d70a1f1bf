package dev.resilience.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.Metrics;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import org.openjdk.jmh.annotations.Benchmark;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.util.Assert;

/** Calls of beans with annotations of other libraries. */
public class PeerAnnotations extends Measured {

	private static final String POLICY = "answers";

	/** One annotation of resilience4j. */
	@Benchmark
	public String resilience4jCircuitBreaker(Resilience4jCircuitBreaker state) {
		return state.ask();
	}

	/** Two of them and a fallback; its time limiter serves futures only. */
	@Benchmark
	public String resilience4jCircuitBreakerRetryFallback(Resilience4jThree state) {
		return state.ask();
	}

	/** What Spring itself has. */
	@Benchmark
	public String springRetryable(SpringRetryable state) {
		return state.ask();
	}

	/** What came before that: the project spring-retry. */
	@Benchmark
	public String springRetryRetryable(SpringRetryState state) {
		return state.ask();
	}

	/** The default instance; its window is the last 100 calls, as ours is. */
	public static class Resilience4jCircuitBreaker extends Resilience4jState {

		public Resilience4jCircuitBreaker() {
			super(WithCircuitBreaker.class);
		}

		@Override
		void check(FailedCall failed) {
			failed.expect(1, null);
			checkCircuitBreaker(1);
		}

	}

	/** As many attempts as ours; each of them is a call for the circuit breaker. */
	public static class Resilience4jThree extends Resilience4jState {

		public Resilience4jThree() {
			super(WithCircuitBreakerRetryFallback.class);
		}

		@Override
		void check(FailedCall failed) {
			failed.expect(3, Work.NO_ANSWER);
			checkCircuitBreaker(3);
		}

	}

	/** As many attempts as ours. */
	public static class SpringRetryable extends BeanState {

		public SpringRetryable() {
			super(SpringApplication.class, WithRetryable.class);
		}

		@Override
		void check(FailedCall failed) {
			Assert.state(AopUtils.isCglibProxy(bean()), "The bean has no proxy");
			failed.expect(3, null);
		}

	}

	/** A bean with annotations of resilience4j. */
	abstract static class Resilience4jState extends BeanState {

		Resilience4jState(Class<? extends Answers> bean) {
			super(Resilience4jApplication.class, bean,
					"resilience4j.circuitbreaker.instances." + POLICY + ".sliding-window-size=100",
					"resilience4j.retry.instances." + POLICY + ".wait-duration=1ms");
		}

		final void checkCircuitBreaker(int failures) {
			Assert.state(AopUtils.isCglibProxy(bean()), "The bean has no proxy");
			Metrics seen = circuitBreaker().getMetrics();
			Assert.state(seen.getNumberOfSuccessfulCalls() == 1 && seen.getNumberOfFailedCalls() == failures,
					"The circuit breaker counts wrong");
		}

		@Override
		final void checkAfterwards() {
			Assert.state(circuitBreaker().getState() == State.CLOSED, "The circuit breaker has opened");
		}

		private io.github.resilience4j.circuitbreaker.CircuitBreaker circuitBreaker() {
			return bean(CircuitBreakerRegistry.class).circuitBreaker(POLICY);
		}

	}

	static class WithCircuitBreaker implements Answers {

		@Override
		@CircuitBreaker(name = POLICY)
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	static class WithCircuitBreakerRetryFallback implements Answers {

		@Override
		@CircuitBreaker(name = POLICY)
		@Retry(name = POLICY, fallbackMethod = "noAnswer")
		public String answer(String question) {
			return Work.answer(question);
		}

		String noAnswer(String question, Throwable failure) {
			return Work.NO_ANSWER;
		}

	}

	static class WithRetryable implements Answers {

		@Override
		@Retryable(maxRetries = 2, delay = 1)
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class })
	static class Resilience4jApplication {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods(proxyTargetClass = true)
	static class SpringApplication {

	}

}
