package dev.resilience.spring.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.Contexts;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Many calls pin no carrier thread, and closed applications leave no thread. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyCallsTests {

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.slow.time-limit.run-on=worker",
				"resilience.policies.slow.time-limit.timeout=30s", "resilience.policies.slow.retry.max-attempts=3",
				"resilience.policies.slow.retry.budget.ratio=1", "resilience.policies.payments.retry.max-attempts=3",
				"resilience.policies.payments.retry.budget.ratio=1",
				"resilience.policies.payments.time-limit.timeout=30s")
		.withBean(Client.class, Client::new);

	@Test
	void pinNoVirtualThread() {
		Assumptions.assumeTrue(Runtime.version().feature() >= 21, "This JDK has no virtual threads");
		this.runner.run((context) -> {
			Client client = context.getBean(Client.class);
			callOften(client, 50);
			assertThat(pinnedWhile(() -> callOften(client, 200))).isEmpty();
		});
	}

	private static List<String> pinnedWhile(ThrowingRunnable work) throws Exception {
		List<String> pinned = new CopyOnWriteArrayList<>();
		AtomicInteger marks = new AtomicInteger();
		try (RecordingStream recording = new RecordingStream()) {
			recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
			recording.onEvent("jdk.VirtualThreadPinned", (event) -> {
				if (!isLoadingAClass(event)) {
					pinned.add(event.toString());
				}
			});
			recording.onEvent("jdk.JavaThreadStatistics", (event) -> marks.incrementAndGet());
			recording.enable("jdk.JavaThreadStatistics").withPeriod(Duration.ofMillis(50));
			recording.startAsync();
			Awaitility.await().until(() -> marks.get() > 0);
			work.run();
			int seen = marks.get();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> marks.get() > seen + 40);
		}
		return pinned;
	}

	/** The JDK itself pins a thread that does, and none can know when the last is. */
	private static boolean isLoadingAClass(RecordedEvent event) {
		return event.getStackTrace() != null && event.getStackTrace()
			.getFrames()
			.stream()
			.map(RecordedFrame::getMethod)
			.anyMatch((method) -> method.getName().equals("<clinit>")
					|| method.getType().getName().startsWith("java.lang.ClassLoader")
					|| method.getType().getName().startsWith("jdk.internal.loader.")
					|| method.getType().getName().startsWith("java.lang.invoke.MethodHandleNatives"));
	}

	@Test
	void leaveNoThreadBehindInAHundredApplications() {
		for (int i = 0; i < 100; i++) {
			this.runner.run((context) -> callOften(context.getBean(Client.class), 2));
		}
		Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(ownThreads()).isEmpty());
	}

	private static List<String> ownThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("resilience"))
			.toList();
	}

	private static void callOften(Client client, int times) throws Exception {
		ExecutorService callers = Executors.newFixedThreadPool(20);
		try {
			List<Future<String>> plain = new ArrayList<>();
			List<CompletableFuture<String>> later = new ArrayList<>();
			for (int i = 0; i < times; i++) {
				plain.add(callers.submit(() -> client.onWorker(new AtomicInteger())));
				later.add(client.later(new AtomicInteger()));
				later.add(client.mono(new AtomicInteger()).toFuture());
			}
			for (Future<String> call : plain) {
				assertThat(call.get()).isEqualTo("answer");
			}
			later.forEach((call) -> assertThat(call.join()).isEqualTo("answer"));
		}
		finally {
			callers.shutdownNow();
		}
	}

	@FunctionalInterface
	interface ThrowingRunnable {

		void run() throws Exception;

	}

	static class Client {

		@Resilient("slow")
		public String onWorker(AtomicInteger attempt) throws InterruptedException {
			TimeUnit.MILLISECONDS.sleep(1);
			return failFirst(attempt);
		}

		@Resilient("payments")
		public CompletableFuture<String> later(AtomicInteger attempt) {
			return CompletableFuture.supplyAsync(() -> failFirst(attempt));
		}

		@Resilient("slow")
		public Mono<String> mono(AtomicInteger attempt) {
			return Mono.fromCallable(() -> failFirst(attempt));
		}

		private static String failFirst(AtomicInteger attempt) {
			if (attempt.getAndIncrement() == 0) {
				throw new IllegalStateException("first");
			}
			return "answer";
		}

	}

}
