package dev.resilience.spring.failure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.Resilience;
import dev.resilience.annotation.Retryable;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureTemper;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.failure.RetryAfterAware;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import jakarta.validation.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What failures are in an application, and how users have their say. */
class ClassificationTests {

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry();

	@Test
	void springsOwnExceptionsAreKnown() {
		this.runner.run((context) -> {
			Resilience resilience = context.getBean(Resilience.class);
			assertThat(category(resilience, new QueryTimeoutException(""))).isEqualTo(FailureCategory.TIMEOUT);
			assertThat(category(resilience, new DataAccessResourceFailureException("")))
				.isEqualTo(FailureCategory.CONNECTION);
			assertThat(category(resilience, new RecoverableDataAccessException("")))
				.isEqualTo(FailureCategory.CONNECTION);
			assertThat(category(resilience, new CannotCreateTransactionException("")))
				.isEqualTo(FailureCategory.CONNECTION);
			assertThat(category(resilience, new CannotAcquireLockException("")))
				.isEqualTo(FailureCategory.SERVER_ERROR);
			assertThat(category(resilience, new DuplicateKeyException(""))).isEqualTo(FailureCategory.INVALID_REQUEST);
			assertThat(category(resilience, new ConstraintViolationException(Set.of())))
				.isEqualTo(FailureCategory.INVALID_REQUEST);
			assertThat(category(resilience, new BadCredentialsException(""))).isEqualTo(FailureCategory.AUTHENTICATION);
			assertThat(category(resilience, new AccessDeniedException(""))).isEqualTo(FailureCategory.AUTHENTICATION);
			assertThat(category(resilience, new ResourceAccessException("", new IOException())))
				.isEqualTo(FailureCategory.CONNECTION);
			assertThat(category(resilience,
					new ExecutionException(new ResourceAccessException("", new SocketTimeoutException()))))
				.isEqualTo(FailureCategory.TIMEOUT);
		});
	}

	@Test
	void aRuleIsAskedFirst() {
		this.runner
			.withPropertyValues("resilience.failures.rules[0].exception=java.net.ConnectException",
					"resilience.failures.rules[0].category=NOT_FOUND",
					"resilience.failures.rules[1].message=quota .* spent",
					"resilience.failures.rules[1].category=RATE_LIMITED",
					"resilience.failures.rules[2].exception=java.lang.IllegalStateException",
					"resilience.failures.rules[2].message=busy", "resilience.failures.rules[2].category=SERVER_ERROR")
			.withBean(FailureClassifier.class, () -> (failure) -> FailureVerdict.of(FailureCategory.PROGRAMMING))
			.run((context) -> {
				Resilience resilience = context.getBean(Resilience.class);
				assertThat(category(resilience, new ConnectException())).isEqualTo(FailureCategory.NOT_FOUND);
				assertThat(category(resilience, new IllegalArgumentException("the quota of May is spent")))
					.isEqualTo(FailureCategory.RATE_LIMITED);
				assertThat(category(resilience, new IllegalStateException("too busy")))
					.isEqualTo(FailureCategory.SERVER_ERROR);
				assertThat(category(resilience, new IllegalStateException("idle")))
					.isEqualTo(FailureCategory.PROGRAMMING);
			});
	}

	@Test
	void aClassifierBeanIsAskedBeforeTheBuiltInRules() {
		Script script = Script.failing(new ConnectException());
		this.runner.withBean(FailureClassifier.class, () -> ClassificationTests::quota)
			.withBean(Client.class, () -> new Client(script))
			.run((context) -> {
				catchThrowable(context.getBean(Client.class)::charge);
				assertThat(script.calls()).isEqualTo(1);
				FailureVerdict verdict = context.getBean(Resilience.class).classify(new ConnectException());
				assertThat(verdict.category()).isEqualTo(FailureCategory.INVALID_REQUEST);
				assertThat(verdict.retryAfter()).hasSeconds(9);
			});
	}

	@Test
	void classifierBeansAreAskedInTheirOrder() {
		this.runner.withBean("second", FailureClassifier.class, Second::new)
			.withBean("first", FailureClassifier.class, First::new)
			.run((context) -> assertThat(category(context.getBean(Resilience.class), new IOException()))
				.isEqualTo(FailureCategory.RATE_LIMITED));
	}

	@Test
	void aClassifierThatThrowsCountsAsNotKnowing() {
		AtomicInteger asked = new AtomicInteger();
		this.runner.withBean(FailureClassifier.class, () -> (failure) -> {
			asked.incrementAndGet();
			throw new IllegalStateException("broken classifier");
		}).run((context) -> {
			assertThat(category(context.getBean(Resilience.class), new ConnectException()))
				.isEqualTo(FailureCategory.CONNECTION);
			assertThat(asked).hasPositiveValue();
		});
	}

	@Test
	void unknownFailuresAreTransientUnlessTheConfigurationSaysOtherwise() {
		this.runner.run((
				context) -> assertThat(context.getBean(Resilience.class).classify(new IllegalStateException()).temper())
					.isEqualTo(FailureTemper.TRANSIENT));
		Script script = Script.failing();
		this.runner.withPropertyValues("resilience.failures.unknown=permanent")
			.withBean(Client.class, () -> new Client(script))
			.run((context) -> {
				catchThrowable(context.getBean(Client.class)::charge);
				assertThat(script.calls()).isEqualTo(1);
			});
	}

	@Test
	void anExceptionOfTheUsersOwnCanNameItsRetryAfter() {
		this.runner.run((context) -> assertThat(
				context.getBean(Resilience.class).classify(new ExecutionException(new Busy())).retryAfter())
			.hasSeconds(4));
	}

	private static FailureCategory category(Resilience resilience, Throwable failure) {
		return resilience.classify(failure).category();
	}

	private static @Nullable FailureVerdict quota(Throwable failure) {
		return (failure instanceof ConnectException)
				? new FailureVerdict(FailureCategory.INVALID_REQUEST, FailureTemper.PERMANENT, Duration.ofSeconds(9))
				: null;
	}

	@Order(1)
	static class First implements FailureClassifier {

		@Override
		public FailureVerdict classify(Throwable failure) {
			return FailureVerdict.of(FailureCategory.RATE_LIMITED);
		}

	}

	@Order(2)
	static class Second implements FailureClassifier {

		@Override
		public FailureVerdict classify(Throwable failure) {
			return FailureVerdict.of(FailureCategory.TIMEOUT);
		}

	}

	static class Busy extends RuntimeException implements RetryAfterAware {

		@Override
		public Duration retryAfter() {
			return Duration.ofSeconds(4);
		}

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public void charge() {
			this.script.play();
		}

	}

}
