package dev.resilience.spring.async;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Annotated methods that return futures. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FutureMethodTests {

	private final Script script = Script.answering("answer");

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=3",
				"resilience.policies.payments.circuit.failure-threshold=1",
				"resilience.policies.payments.time-limit.timeout=100ms",
				"resilience.policies.listed.fallback.value[0]=a", "resilience.policies.listed.fallback.value[1]=b",
				"resilience.policies.emptied.fallback.empty=true")
		.withBean(Client.class, () -> new Client(this.script));

	@Test
	void aRetryInvokesTheMethodAgain() {
		this.script.first(new IllegalStateException("thrown"), failed());
		run((client, circuits) -> {
			assertThat(client.retried().get()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(3);
		});
	}

	@Test
	void aStageIsRetried() {
		this.script.first(failed());
		run((client, circuits) -> assertThat(client.stage().toCompletableFuture().get()).isEqualTo("answer"));
	}

	@Test
	void aPlainFutureIsRetried() {
		FutureTask<String> failing = new FutureTask<>(() -> {
			throw new IllegalStateException("later");
		});
		this.script.first(failing);
		run((client, circuits) -> {
			Future<String> future = client.future();
			failing.run();
			assertThat(future.get()).isEqualTo("answer");
		});
	}

	@Test
	void aRefusalComesThroughTheFuture() {
		run((client, circuits) -> {
			circuits.get("payments").forceOpen();
			CompletableFuture<String> future = client.guarded();
			assertThatThrownBy(future::get).cause().isInstanceOf(CircuitOpenException.class);
		});
	}

	@Test
	void theOutcomeOfTheFutureIsTheVote() {
		this.script.first(failed());
		run((client, circuits) -> {
			CompletableFuture<String> future = client.guarded();
			assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class);
			assertThat(circuits.get("payments").snapshot().totals().failed()).isEqualTo(1);
		});
	}

	@Test
	void theLimitCancelsWhatTheMethodReturned() {
		CompletableFuture<String> never = new CompletableFuture<>();
		this.script.first(never);
		run((client, circuits) -> {
			CompletableFuture<String> future = client.limited();
			assertThatThrownBy(future::get).cause().isInstanceOf(TimeLimitExceededException.class);
			assertThat(never).isCancelled();
		});
	}

	@Test
	void aFallbackMethodAnswersWithAFuture() {
		this.script.first(failed());
		run((client, circuits) -> assertThat(client.answered("x").get()).isEqualTo("instead of x"));
	}

	@Test
	void aFallbackMethodIsGivenWhatWasThrownAndNotTheWrapperOfTheFuture() {
		this.script.first(CompletableFuture.supplyAsync(() -> {
			throw new IllegalStateException("thrown inside");
		}));
		run((client, circuits) -> assertThat(client.explained().get()).isEqualTo("IllegalStateException"));
	}

	@Test
	void aFallbackValueIsBoundToTheTypeOfTheResult() {
		this.script.first(failed(), failed());
		run((client, circuits) -> {
			assertThat(client.listed().get()).containsExactly("a", "b");
			assertThat(client.emptied().get()).isEmpty();
		});
	}

	@Test
	void theReturnTypeOfAGenericSuperclassIsServed() {
		this.script.first(failed());
		Contexts.runnerWithRetry().withBean(Typed.class, () -> new Typed(this.script)).run((context) -> {
			assertThat(context.getBean(Typed.class).call().get()).isEqualTo("answer");
			assertThat(this.script.calls()).isEqualTo(2);
		});
	}

	private static CompletableFuture<String> failed() {
		return CompletableFuture.failedFuture(new IllegalStateException("later"));
	}

	private void run(Use use) {
		this.runner.run((context) -> use.use(context.getBean(Client.class), context.getBean(Circuits.class)));
	}

	@FunctionalInterface
	interface Use {

		void use(Client client, Circuits circuits) throws Exception;

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public CompletableFuture<String> retried() {
			return play();
		}

		@Retryable("payments")
		public CompletionStage<String> stage() {
			return play();
		}

		@Retryable("payments")
		public Future<String> future() {
			Object act = this.script.play();
			return (act instanceof FutureTask<?>) ? Client.<Future<String>>as(act)
					: CompletableFuture.completedFuture((String) act);
		}

		@CircuitProtected("payments")
		public CompletableFuture<String> guarded() {
			return play();
		}

		@TimeLimited("payments")
		public CompletableFuture<String> limited() {
			return play();
		}

		@Fallback(method = "instead")
		public CompletableFuture<String> answered(String question) {
			return play();
		}

		@Fallback(method = "nameOf")
		public CompletableFuture<String> explained() {
			return play();
		}

		CompletableFuture<String> nameOf(Exception failure) {
			return CompletableFuture.completedFuture(failure.getClass().getSimpleName());
		}

		CompletableFuture<String> instead(String question) {
			return CompletableFuture.completedFuture("instead of " + question);
		}

		@Resilient("listed")
		public CompletableFuture<List<String>> listed() {
			return play();
		}

		@Resilient("emptied")
		public CompletableFuture<List<String>> emptied() {
			return play();
		}

		private <T> CompletableFuture<T> play() {
			Object act = this.script.play();
			return (act instanceof CompletableFuture<?>) ? as(act) : CompletableFuture.completedFuture(as(act));
		}

		@SuppressWarnings("unchecked")
		private static <T> T as(Object act) {
			return (T) act;
		}

	}

	static class Answering<T> {

		private final Script script;

		Answering(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		@SuppressWarnings("unchecked")
		public T call() {
			Object act = this.script.play();
			return (T) ((act instanceof CompletableFuture<?>) ? act : CompletableFuture.completedFuture(act));
		}

	}

	static class Typed extends Answering<CompletableFuture<String>> {

		Typed(Script script) {
			super(script);
		}

	}

}
