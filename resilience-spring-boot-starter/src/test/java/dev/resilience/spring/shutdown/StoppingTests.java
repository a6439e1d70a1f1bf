package dev.resilience.spring.shutdown;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.CircuitState;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.circuit.Circuits;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceListener;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.WebApplication;
import dev.resilience.spring.support.WebApplication.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** An application stops while calls, waits and probes are under way. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppingTests {

	/** What waits, waits for an hour; and the web server would wait for that. */
	private static final String YAML = """
			resilience.policies:
			  payments:
			    retry: {max-attempts: 5, retry-after-max: 2h, backoff: {delay: 1h, max-delay: 1h}, budget.ratio: 1}
			    time-limit.timeout: 1h
			  payments-on-worker:
			    base: payments
			    time-limit.run-on: worker
			  probed:
			    circuit: {failure-threshold: 1, open-duration: 1ms}
			    time-limit.timeout: 1h
			server.shutdown: graceful
			spring.lifecycle.timeout-per-shutdown-phase: 1h
			""";

	@TempDir
	private Path directory;

	@Test
	void callsThatWaitEndAtOnceWithTheirLastFailure() {
		ConfigurableApplicationContext context = Contexts.start(this.directory, YAML, Payments.class, Waiting.class);
		Payments payments = context.getBean(Payments.class);
		ResilienceEngine engine = context.getBean(ResilienceEngine.class);
		CompletableFuture<Throwable> plain = inBackground(() -> payments.plain());
		CompletableFuture<Throwable> worker = inBackground(() -> payments.onWorker());
		CompletableFuture<Throwable> future = inBackground(() -> payments.later().get());
		CompletableFuture<Throwable> mono = inBackground(() -> payments.mono().block());
		context.getBean(Waiting.class).await(4);

		context.close();

		assertThat(plain.join()).isSameAs(Payments.FAILURE);
		assertThat(worker.join()).isSameAs(Payments.FAILURE);
		assertThat(future.join()).isInstanceOf(ExecutionException.class).hasCause(Payments.FAILURE);
		assertThat(mono.join()).hasCause(Payments.FAILURE);
		assertThat(engine.find("payments").retry().calls(RetryOutcome.ABORTED)).isEqualTo(3);
		assertThat(engine.find("payments-on-worker").retry().calls(RetryOutcome.ABORTED)).isOne();
	}

	@Test
	void aFallbackStillAnswersACallThatWaited() {
		ConfigurableApplicationContext context = Contexts.start(this.directory, YAML, Payments.class, Waiting.class);
		Payments payments = context.getBean(Payments.class);
		CompletableFuture<String> answer = new CompletableFuture<>();
		inBackground(() -> answer.complete(payments.withFallback()));
		context.getBean(Waiting.class).await(1);

		context.close();

		assertThat(answer.join()).isEqualTo("later");
	}

	@Test
	void theWebServerNeedNotWaitForARequestThatWaits() {
		WebApplication application = new WebApplication(this.directory, YAML, Payments.class, Waiting.class, Web.class);
		CompletableFuture<Answer> answer = new CompletableFuture<>();
		inBackground(() -> answer.complete(application.get("/pay")));
		application.context().getBean(Waiting.class).await(1);

		application.close();

		assertThat(answer.join().status()).isEqualTo(200);
		assertThat(answer.join().body()).isEqualTo("later");
	}

	@Test
	void attemptsUnderWayComeToTheirEnd() {
		ConfigurableApplicationContext context = Contexts.start(this.directory, YAML, Slow.class);
		Slow slow = context.getBean(Slow.class);
		CompletableFuture<String> plain = new CompletableFuture<>();
		CompletableFuture<String> worker = new CompletableFuture<>();
		inBackground(() -> plain.complete(slow.plain()));
		inBackground(() -> worker.complete(slow.onWorker()));
		slow.awaitCalls(2);

		context.close();
		slow.release();

		assertThat(plain.join()).isEqualTo("done");
		assertThat(worker.join()).isEqualTo("done");
	}

	@Test
	void aProbeUnderWayGivesItsPermitBack() {
		ConfigurableApplicationContext context = Contexts.start(this.directory, YAML, Slow.class);
		Slow slow = context.getBean(Slow.class);
		Circuits circuits = context.getBean(Circuits.class);
		assertThat(catchThrowable(() -> slow.probed(true))).isInstanceOf(IOException.class);
		await().until(() -> circuits.get("probed").state() == CircuitState.HALF_OPEN);
		CompletableFuture<String> probe = new CompletableFuture<>();
		inBackground(() -> probe.complete(slow.probed(false)));
		slow.awaitCalls(1);

		context.close();
		slow.release();
		assertThat(probe.join()).isEqualTo("done");

		assertThat(catchThrowable(() -> slow.probed(false))).isNull();
		assertThat(circuits.get("probed").state()).isEqualTo(CircuitState.CLOSED);
	}

	@Test
	void itsThreadsEndWithIt() {
		OwnThreads threads = new OwnThreads();
		ConfigurableApplicationContext context = Contexts.start(this.directory, YAML, Payments.class, Waiting.class);
		Payments payments = context.getBean(Payments.class);
		inBackground(() -> payments.onWorker());
		inBackground(() -> payments.later().get());
		context.getBean(Waiting.class).await(2);

		assertThat(threads.started()).isNotEmpty();

		context.close();

		await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(threads.started()).isEmpty());
	}

	@Test
	void aChildThatStopsEndsNothingOfItsParent() {
		try (ConfigurableApplicationContext parent = Contexts.start(this.directory, YAML, Payments.class,
				Waiting.class)) {
			CompletableFuture<Throwable> call = inBackground(() -> parent.getBean(Payments.class).plain());
			parent.getBean(Waiting.class).await(1);

			Contexts.application().parent(parent).run().close();

			assertThat(call).isNotDone();
		}
	}

	private static CompletableFuture<Throwable> inBackground(ThrowingWork work) {
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		Thread thread = new Thread(() -> thrown.complete(catchThrowable(work::run)), "caller");
		thread.setDaemon(true);
		thread.start();
		return thrown;
	}

	@FunctionalInterface
	interface ThrowingWork {

		void run() throws Throwable;

	}

	static class Waiting implements ResilienceListener {

		private final AtomicInteger waits = new AtomicInteger();

		@Override
		public void onEvent(ResilienceEvent event) {
			if (event instanceof RetryScheduled) {
				this.waits.incrementAndGet();
			}
		}

		void await(int calls) {
			Awaitility.await().untilAtomic(this.waits, equalTo(calls));
		}

	}

	static class Payments {

		static final IOException FAILURE = new IOException("down");

		@Resilient("payments")
		public String plain() throws IOException {
			throw FAILURE;
		}

		@Resilient("payments-on-worker")
		public String onWorker() throws IOException {
			throw FAILURE;
		}

		@Resilient("payments")
		public CompletableFuture<String> later() {
			return CompletableFuture.failedFuture(FAILURE);
		}

		@Resilient("payments")
		public Mono<String> mono() {
			return Mono.error(FAILURE);
		}

		@Resilient("payments")
		@Fallback(method = "sayLater")
		public String withFallback() throws IOException {
			throw FAILURE;
		}

		String sayLater() {
			return "later";
		}

	}

	@RestController
	static class Web {

		private final Payments payments;

		@Autowired
		Web(Payments payments) {
			this.payments = payments;
		}

		@GetMapping("/pay")
		String pay() throws IOException {
			return this.payments.withFallback();
		}

	}

	static class Slow {

		private final AtomicInteger calls = new AtomicInteger();

		private final CountDownLatch released = new CountDownLatch(1);

		@Resilient("payments")
		public String plain() throws InterruptedException {
			return work();
		}

		@Resilient("payments-on-worker")
		public String onWorker() throws InterruptedException {
			return work();
		}

		@Resilient("probed")
		public String probed(boolean fail) throws Exception {
			if (fail) {
				throw new IOException();
			}
			return work();
		}

		private String work() throws InterruptedException {
			this.calls.incrementAndGet();
			this.released.await();
			return "done";
		}

		void awaitCalls(int calls) {
			await().untilAtomic(this.calls, equalTo(calls));
		}

		void release() {
			this.released.countDown();
		}

	}

}
