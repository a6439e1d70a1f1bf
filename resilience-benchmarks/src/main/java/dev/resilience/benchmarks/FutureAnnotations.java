package dev.resilience.benchmarks;

import java.util.concurrent.CompletableFuture;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.pipeline.Policy;
import dev.resilience.timelimit.TimeLimitOutcome;
import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import io.github.resilience4j.timelimiter.annotation.TimeLimiter;
import org.openjdk.jmh.annotations.Benchmark;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/** Calls of beans that return futures, by this library and by another. */
public class FutureAnnotations extends Measured {

	/** All four annotations of this library. */
	@Benchmark
	public String allFour(AllFour state) {
		return state.ask();
	}

	/** Circuit breaker, retry and time limiter of resilience4j, with a fallback. */
	@Benchmark
	public String resilience4jAllFour(Resilience4jAllFour state) {
		return state.ask();
	}

	/** Under everything at once. */
	public static class AllFour extends OurState {

		public AllFour() {
			super(WithAllFour.class);
		}

		@Override
		String call(Answers bean, String question) {
			return LaterAnswers.call(bean, question);
		}

		@Override
		void check(FailedCall failed, Policy policy) {
			failed.expect(3, Work.NO_ANSWER);
			Assert.state(policy.circuit().snapshot().totals().failed() == 1, "The circuit counts wrong");
			Assert.state(policy.timeLimit().calls(TimeLimitOutcome.COMPLETED) == 4, "The time limit counts wrong");
		}

	}

	/** As many attempts as ours. */
	public static class Resilience4jAllFour extends BeanState {

		public Resilience4jAllFour() {
			super(Resilience4jApplication.class, WithResilience4j.class,
					"resilience4j.circuitbreaker.instances.answers.sliding-window-size=100",
					"resilience4j.retry.instances.answers.wait-duration=1ms",
					"resilience4j.timelimiter.instances.answers.timeout-duration=30s");
		}

		@Override
		String call(Answers bean, String question) {
			return LaterAnswers.call(bean, question);
		}

		@Override
		void check(FailedCall failed) {
			failed.expect(3, Work.NO_ANSWER);
		}

	}

	static class WithAllFour implements LaterAnswers {

		@Override
		@Retryable(OurState.POLICY)
		@CircuitProtected(OurState.POLICY)
		@TimeLimited(OurState.POLICY)
		@Fallback(value = OurState.POLICY, method = "noAnswer")
		public CompletableFuture<String> later(String question) {
			return LaterAnswers.work(question);
		}

		CompletableFuture<String> noAnswer(String question) {
			return CompletableFuture.completedFuture(Work.NO_ANSWER);
		}

	}

	static class WithResilience4j implements LaterAnswers {

		@Override
		@CircuitBreaker(name = "answers")
		@TimeLimiter(name = "answers")
		@Retry(name = "answers", fallbackMethod = "noAnswer")
		public CompletableFuture<String> later(String question) {
			return LaterAnswers.work(question);
		}

		CompletableFuture<String> noAnswer(String question, Throwable failure) {
			return CompletableFuture.completedFuture(Work.NO_ANSWER);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class, TimeLimiterAutoConfiguration.class })
	static class Resilience4jApplication {

	}

}
