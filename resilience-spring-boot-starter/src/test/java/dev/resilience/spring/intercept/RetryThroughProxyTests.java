package dev.resilience.spring.intercept;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import dev.resilience.CallContext;
import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** A retry as the caller of a bean sees it. */
class RetryThroughProxyTests {

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry();

	@Test
	void theCallerGetsTheLastFailureAndTheSameInstance() {
		IOException last = new IOException("third");
		Script script = Script.answering("too late").first(new IOException("first"), new IOException("second"), last);
		with(script,
				(client) -> assertThatException().isThrownBy(() -> client.read("file"))
					.isSameAs(last)
					.satisfies((ex) -> {
						assertThat(ex.getCause()).isNull();
						assertThat(ex.getSuppressed()).isEmpty();
					}));
		assertThat(script.calls()).isEqualTo(3);
	}

	@Test
	void theCallerGetsTheFirstAnswer() {
		Script script = Script.answering("answer").first(new IOException("first"), new IOException("second"));
		with(script, (client) -> assertThat(client.read("file")).isEqualTo("answer"));
		assertThat(script.calls()).isEqualTo(3);
	}

	@Test
	void aPermanentFailureIsNotRetried() {
		Script script = Script.failing(new IllegalArgumentException("wrong"));
		with(script, (client) -> assertThatIllegalArgumentException().isThrownBy(() -> client.read("file")));
		assertThat(script.calls()).isEqualTo(1);
	}

	@Test
	void anErrorIsNotRetried() {
		Script script = Script.failing(new AssertionError("broken"));
		with(script, (client) -> assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.read("file")));
		assertThat(script.calls()).isEqualTo(1);
	}

	@Test
	void everyAttemptGetsTheCallersArguments() {
		Script script = Script.failing(new IOException());
		List<Object> seen = new ArrayList<>();
		Object argument = new Object();
		this.runner.withBean(Arguments.class, () -> new Arguments(script, seen)).run((context) -> {
			assertThatException().isThrownBy(() -> context.getBean(Arguments.class).call(argument));
			assertThat(seen).containsExactly(argument, 1, argument, 2, argument, 3);
		});
		assertThat(CallContext.current()).isNull();
	}

	@Test
	void theListsOfClassesAreHeldAgainstCausesToo() {
		Script script = Script.failing(new IllegalArgumentException(new FileNotFoundException()));
		with(script, this.runner.withPropertyValues("resilience.policies.payments.retry.retry-on=java.io.IOException"),
				(client) -> assertThatIllegalArgumentException().isThrownBy(() -> client.read("file")));
		assertThat(script.calls()).isEqualTo(3);
	}

	@Test
	void abortOnWins() {
		Script script = Script.failing(new FileNotFoundException());
		with(script,
				this.runner.withPropertyValues("resilience.policies.payments.retry.retry-on=java.io.IOException",
						"resilience.policies.payments.retry.abort-on=java.io.FileNotFoundException"),
				(client) -> assertThatException().isThrownBy(() -> client.read("file")));
		assertThat(script.calls()).isEqualTo(1);
	}

	@Test
	void aResultThatTheBeanRefusesIsRetriedAndTheLastIsReturned() {
		Script script = Script.answering("pending");
		with(script, withPredicate("pending"::equals),
				(client) -> assertThat(client.read("file")).isEqualTo("pending"));
		assertThat(script.calls()).isEqualTo(3);
	}

	@Test
	void aResultThatTheBeanAcceptsIsReturned() {
		Script script = Script.answering("done").first("pending");
		with(script, withPredicate("pending"::equals), (client) -> assertThat(client.read("file")).isEqualTo("done"));
		assertThat(script.calls()).isEqualTo(2);
	}

	@Test
	void aResultPredicateThatThrowsCountsAsNo() {
		Script script = Script.answering("done");
		AtomicInteger asked = new AtomicInteger();
		with(script, withPredicate((result) -> {
			asked.incrementAndGet();
			throw new IllegalStateException("broken predicate");
		}), (client) -> assertThat(client.read("file")).isEqualTo("done"));
		assertThat(script.calls()).isEqualTo(1);
		assertThat(asked).hasValue(1);
	}

	@Test
	void anInterruptDuringAWaitEndsTheCallWithTheLastFailureAndTheFlagSet() {
		Script script = Script.failing(new IOException("down"));
		with(script, this.runner.withPropertyValues("resilience.policies.payments.retry.backoff.delay=30s",
				"resilience.policies.payments.retry.backoff.max-delay=30s"), (client) -> {
					Thread.currentThread().interrupt();
					assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.read("file"));
					assertThat(Thread.interrupted()).isTrue();
				});
		assertThat(script.calls()).isEqualTo(1);
	}

	private ApplicationContextRunner withPredicate(Predicate<Object> predicate) {
		return this.runner.withPropertyValues("resilience.policies.payments.retry.retry-on-result=unfinished")
			.withBean("unfinished", Predicate.class, () -> predicate);
	}

	private void with(Script script, Use use) {
		with(script, this.runner, use);
	}

	private static void with(Script script, ApplicationContextRunner runner, Use use) {
		runner.withBean(Client.class, () -> new Client(script)).run((context) -> {
			assertThat(context).hasNotFailed();
			use.use(context.getBean(Client.class));
		});
	}

	@FunctionalInterface
	interface Use {

		void use(Client client) throws Exception;

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public String read(String file) throws IOException {
			return this.script.play();
		}

	}

	static class Arguments {

		private final Script script;

		private final List<Object> seen;

		Arguments(Script script, List<Object> seen) {
			this.script = script;
			this.seen = seen;
		}

		@Retryable("payments")
		public void call(Object argument) throws IOException {
			this.seen.add(argument);
			CallContext call = CallContext.current();
			this.seen.add((call != null) ? call.attempt() : 0);
			this.script.play();
		}

	}

}
