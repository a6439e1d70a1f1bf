package dev.resilience.spring.check;

import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.resilience.annotation.TimeLimited;
import dev.resilience.check.BackendCheck;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.WebApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A start that needs backends. */
@ExtendWith(OutputCaptureExtension.class)
class RequiredBackendsTests {

	@TempDir
	private Path directory;

	@Test
	void aStartWhoseBackendsAreThereGoesOn() {
		Seen.RAN.set(false);
		Contexts
			.start(this.directory, "resilience.checks.required-at-start: [connection]", Connection.class, Seen.class)
			.close();
		assertThat(Seen.RAN).isTrue();
	}

	@Test
	void theReportNamesAllThatAreNotThereWithWhatToDo(CapturedOutput output) {
		Throwable failure = catchThrowable(() -> Contexts.start(this.directory, """
				resilience:
				  checks:
				    timeout: 1s
				    required-at-start:
				    - connection
				    - vector-store
				    - orders
				""", Connection.class, Ill.class));
		assertThat(report(output)).isEqualTo("""

				Description:

				2 backends that the start needs are not reachable:

				  1. vector-store, named in resilience.checks.required-at-start[1] (application.yml:6), gave no
				     answer within 1s: java.util.concurrent.TimeoutException (TIMEOUT).

				  2. orders, named in resilience.checks.required-at-start[2] (application.yml:7), failed after <n>ms:
				     java.net.ConnectException (CONNECTION).

				Action:

				Start what is missing, or correct where the application looks for it. What the application can start
				without, take out of resilience.checks.required-at-start. If a backend only needs longer to answer,
				raise resilience.checks.timeout.

				""");
		assertThat(output).doesNotContain("sesame", "\tat dev.resilience");
		assertThat(failure)
			.hasStackTraceContaining("Backends that the start needs are not reachable: vector-store, orders")
			.rootCause()
			.isInstanceOf(TimeoutException.class);
		assertThat(failure).hasStackTraceContaining("Suppressed: java.net.ConnectException: password=sesame");
	}

	@Test
	void ofOneThatIsNotThereTheReportNeedNoTimeAndMayTellTheMessageIfAsked(CapturedOutput output) {
		assertThat(catchThrowable(() -> Contexts.start(this.directory, """
				resilience.logging.include-messages: true
				resilience.checks.required-at-start: orders
				""", Ill.class))).isNotNull();
		assertThat(report(output)).isEqualTo("""

				Description:

				A backend that the start needs is not reachable:

				  1. orders, named in resilience.checks.required-at-start (application.yml:2), failed after <n>ms:
				     java.net.ConnectException (CONNECTION): password=sesame.

				Action:

				Start what is missing, or correct where the application looks for it. What the application can start
				without, take out of resilience.checks.required-at-start.

				""");
	}

	@Test
	void oneThatIsNotNeededDoesNotStopTheStartAndIsNotAsked() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory,
				"resilience.checks.required-at-start: connection", Connection.class, Counted.class)) {
			assertThat(context.getBean(Counted.class).asked).hasValue(0);
		}
	}

	@Test
	void allThatAreNeededAreAskedAtOnce() {
		Contexts.start(this.directory, "resilience.checks.required-at-start: [one, two]", Together.class).close();
	}

	@Test
	void connectionFactoriesHaveStartedByThenAndTheWebServerHasNot() {
		try (WebApplication application = new WebApplication(this.directory,
				"resilience.checks.required-at-start: [connection, recorded]", Connection.class, Order.class)) {
			assertThat(application.context().getBean(Order.class).steps).containsExactly("check", "web server");
		}
		assertThat(RequiredBackends.PHASE).isEqualTo(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1);
	}

	@Test
	void aStartThatIsStoppedTakesNoRequestRunsNoRunnerAndLeavesNoThread() {
		Set<Thread> before = threads();
		Seen.RAN.set(false);
		Throwable failure = catchThrowable(() -> new WebApplication(this.directory,
				"resilience.checks: {required-at-start: [orders, slow], timeout: 1s}", Ill.class, Seen.class)
			.close());
		assertThat(failure).hasRootCauseInstanceOf(ConnectException.class);
		assertThat(Seen.RAN).isFalse();
		// idle threads end after ten seconds
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> threads().stream().filter((thread) -> !before.contains(thread)).toList().isEmpty());
	}

	@Test
	void aCheckMayCarryAnnotationsAndBeLazy() {
		Throwable failure = catchThrowable(() -> Contexts.application(Annotated.class)
			.lazyInitialization(true)
			.run(Contexts.arguments(this.directory, """
					resilience:
					  checks.required-at-start: annotated
					  policies.quick.time-limit.timeout: 20ms
					"""))
			.close());
		assertThat(failure).hasStackTraceContaining("dev.resilience.TimeLimitExceededException");
	}

	@Test
	void theContextCanStopAndStartAgain() {
		try (ConfigurableApplicationContext context = Contexts.start(this.directory,
				"resilience.checks: {required-at-start: counted, interval: 0s}", Counted.class)) {
			assertThat(context.getBean(Counted.class).asked).hasValue(1);
			context.stop();
			context.start();
			assertThat(context.getBean(Counted.class).asked).hasValue(2);
		}
	}

	/** What stands below the banner, with the milliseconds that something took. */
	private static String report(CapturedOutput output) {
		String banner = "APPLICATION FAILED TO START\n***************************\n";
		String all = output.getAll();
		return all.substring(all.indexOf(banner) + banner.length())
			.replaceAll("failed after \\d+ms", "failed after <n>ms");
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("resilience"))
			.collect(Collectors.toSet());
	}

	/** Is there only when the context has started it, as the connection of a library. */
	static class Connection implements SmartLifecycle, BackendCheck {

		private volatile boolean running;

		@Override
		public String name() {
			return "connection";
		}

		@Override
		public void check() {
			if (!this.running) {
				throw new IllegalStateException("not started");
			}
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return 0;
		}

	}

	static class Seen implements ApplicationRunner {

		private static final AtomicBoolean RAN = new AtomicBoolean();

		@Override
		public void run(ApplicationArguments arguments) {
			RAN.set(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ill {

		@Bean
		BackendCheck orders() {
			return BackendCheck.of("orders", () -> {
				throw new ConnectException("password=sesame");
			});
		}

		@Bean
		BackendCheck store() {
			return BackendCheck.of("vector-store", new CountDownLatch(1)::await);
		}

		@Bean
		BackendCheck slow() {
			return BackendCheck.of("slow", new CountDownLatch(1)::await);
		}

	}

	static class Counted implements BackendCheck {

		private final AtomicInteger asked = new AtomicInteger();

		@Override
		public String name() {
			return "counted";
		}

		@Override
		public void check() {
			this.asked.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Together {

		private final CyclicBarrier both = new CyclicBarrier(2);

		@Bean
		BackendCheck one() {
			return BackendCheck.of("one", this.both::await);
		}

		@Bean
		BackendCheck two() {
			return BackendCheck.of("two", this.both::await);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Order implements ApplicationListener<WebServerInitializedEvent> {

		private final List<String> steps = new CopyOnWriteArrayList<>();

		@Bean
		BackendCheck recorded() {
			return BackendCheck.of("recorded", () -> this.steps.add("check"));
		}

		@Override
		public void onApplicationEvent(WebServerInitializedEvent event) {
			this.steps.add("web server");
		}

	}

	static class Annotated implements BackendCheck {

		@Override
		public String name() {
			return "annotated";
		}

		@Override
		@TimeLimited("quick")
		public void check() throws Exception {
			new CountDownLatch(1).await();
		}

	}

}
