package dev.resilience.spring.async;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.resilience.CallContext;
import dev.resilience.ConcurrencyLimitExceededException;
import dev.resilience.ErrorCode;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Policies with {@code run-on: worker}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTests {

	private final CountDownLatch release = new CountDownLatch(1);

	/** Behind the proxy. */
	private final Client real = new Client(this.release);

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.slow.time-limit.run-on=worker",
				"resilience.policies.slow.time-limit.timeout=30s", "resilience.policies.slow.retry.max-attempts=3",
				"resilience.policies.short.time-limit.run-on=worker",
				"resilience.policies.short.time-limit.timeout=50ms")
		.withBean(Client.class, () -> this.real);

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void moreThanThereAreWorkersAreRefusedAtOnce(int max) {
		this.runner.withPropertyValues("resilience.workers.max=" + max).run((context) -> {
			Client client = context.getBean(Client.class);
			List<CompletableFuture<String>> calls = callsThatWait(client, max);
			assertThatExceptionOfType(ConcurrencyLimitExceededException.class).isThrownBy(client::waiting)
				.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONCURRENCY_LIMIT_EXCEEDED))
				.satisfies((refusal) -> assertThat(refusal.limit()).isEqualTo(max));
			assertThat(client.answered()).isEqualTo("instead of ConcurrencyLimitExceededException");
			this.release.countDown();
			calls.forEach((call) -> assertThat(call.join()).isEqualTo("answer"));
			assertThat(client.waiting()).isEqualTo("answer");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aCallFromWithinTheOnlyWorkerIsRefusedAndDoesNotHang(boolean later) {
		this.runner.withPropertyValues("resilience.workers.max=1").run((context) -> {
			Client client = context.getBean(Client.class);
			assertThatExceptionOfType(ConcurrencyLimitExceededException.class)
				.isThrownBy(() -> client.nested(() -> later ? joined(client.later()) : client.thread()));
			assertThat(client.thread()).startsWith("resilience-worker-");
		});
	}

	@Test
	void aCallFromWithinAWorkerHasAWorkerOfItsOwnAndKnowsItsPlace() {
		this.runner.run((context) -> {
			Client client = context.getBean(Client.class);
			assertThat(client.nested(client::thread)).startsWith("resilience-worker-");
			assertThat(client.nested(() -> CallContext.current().policy())).isEqualTo("slow");
		});
	}

	@Test
	void theMethodIsInterruptedAtTheLimitAndTheNextTaskOfTheWorkerIsNot() {
		this.runner.withPropertyValues("resilience.workers.max=1").run((context) -> {
			Client client = context.getBean(Client.class);
			for (int i = 0; i < 5; i++) {
				assertThatExceptionOfType(TimeLimitExceededException.class).isThrownBy(client::stuck);
				CountDownLatch interrupted = this.real.interrupted;
				assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
				this.real.interrupted = new CountDownLatch(1);
				String next = Awaitility.await()
					.ignoreExceptionsInstanceOf(ConcurrencyLimitExceededException.class)
					.until(client::flag, (flag) -> true);
				assertThat(next).isEqualTo("not interrupted");
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "many" })
	void aNumberOfWorkersThatMakesNoSenseIsAMistakeWithItsPlace(String max, @TempDir Path directory) {
		List<Mistake> mistakes = Contexts.mistakes(directory, "resilience:\n  workers:\n    max: " + max + "\n");
		assertThat(mistakes).singleElement().satisfies((mistake) -> {
			assertThat(mistake.where()).isEqualTo("resilience.workers.max");
			assertThat(mistake.origin()).isEqualTo("application.yml:3");
			assertThat(mistake.what()).contains(max);
		});
	}

	@Test
	void theMetadataKnowsTheKeys() throws Exception {
		String metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getContentAsString(UTF_8);
		assertThat(metadata).contains("\"resilience.workers.max\"", "time-limit.run-on");
	}

	private List<CompletableFuture<String>> callsThatWait(Client client, int number) throws Exception {
		this.real.started = new CountDownLatch(number);
		List<CompletableFuture<String>> calls = Stream.generate(() -> {
			CompletableFuture<String> call = new CompletableFuture<>();
			new Thread(() -> call.complete(client.waiting())).start();
			return call;
		}).limit(number).toList();
		assertThat(this.real.started.await(20, TimeUnit.SECONDS)).isTrue();
		return calls;
	}

	private static String joined(CompletableFuture<String> future) {
		try {
			return future.join();
		}
		catch (RuntimeException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	static class Client {

		volatile CountDownLatch started = new CountDownLatch(1);

		volatile CountDownLatch interrupted = new CountDownLatch(1);

		private final CountDownLatch release;

		Client(CountDownLatch release) {
			this.release = release;
		}

		@Resilient("slow")
		public String waiting() {
			this.started.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return "answer";
		}

		@Resilient("slow")
		@Fallback(method = "instead")
		public String answered() {
			return "answer";
		}

		String instead(Exception failure) {
			return "instead of " + failure.getClass().getSimpleName();
		}

		@Resilient("slow")
		public String nested(Supplier<String> inner) {
			return inner.get();
		}

		@Resilient("slow")
		public String thread() {
			return Thread.currentThread().getName();
		}

		@Resilient("slow")
		public CompletableFuture<String> later() {
			return CompletableFuture.completedFuture("answer");
		}

		@Resilient("short")
		public void stuck() throws InterruptedException {
			try {
				new CountDownLatch(1).await();
			}
			finally {
				this.interrupted.countDown();
			}
		}

		@Resilient("slow")
		public String flag() {
			return Thread.currentThread().isInterrupted() ? "interrupted" : "not interrupted";
		}

	}

}
