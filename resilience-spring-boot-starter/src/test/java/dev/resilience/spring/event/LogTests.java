package dev.resilience.spring.event;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What an operator reads. */
@ExtendWith(OutputCaptureExtension.class)
class LogTests {

	private static final String CONFIGURATION = """
			logging.level.dev.resilience: info
			resilience:
			  policies:
			    payments:
			      retry: {max-attempts: 2, backoff: {delay: 1ms, jitter: 0}}
			      circuit: {failure-threshold: 1, failure-threshold-span: 0s}
			      time-limit.timeout: 30ms
			""";

	@TempDir
	private Path directory;

	@Test
	void retriesAreInfoAndTheirExhaustionAWarning(CapturedOutput output) {
		with(CONFIGURATION, (client, context) -> catchThrowable(() -> client.retried("secret-argument")));
		assertThat(output).containsPattern("INFO +dev.resilience : policy=payments code=RETRY attempt=1 delay=1ms "
				+ "failure=java.net.ConnectException category=CONNECTION");
		assertThat(output).containsPattern("WARN +dev.resilience : policy=payments code=RETRY_EXHAUSTED attempts=2 "
				+ "failure=java.net.ConnectException category=CONNECTION");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void aSpentBudgetHasACodeOfItsOwn(CapturedOutput output) {
		with(CONFIGURATION.replace("max-attempts: 2", "max-attempts: 2, budget: {ratio: 0, min-per-second: 0}"),
				(client, context) -> catchThrowable(() -> client.retried("secret-argument")));
		assertThat(output).containsPattern("WARN +dev.resilience : policy=payments code=RETRY_BUDGET_SPENT attempts=1");
	}

	@Test
	void anOpenCircuitIsAWarningAndItsCloseInfo(CapturedOutput output) {
		with(CONFIGURATION, (client, context) -> {
			catchThrowable(() -> client.guarded("secret-argument"));
			catchThrowable(() -> client.guarded("secret-argument"));
			context.getBean(Circuits.class).get("payments").close();
		});
		assertThat(output)
			.containsPattern("WARN +dev.resilience : policy=payments code=CIRCUIT_OPEN from=CLOSED to=OPEN");
		assertThat(output).containsPattern("to=OPEN.* failure=java.net.ConnectException category=CONNECTION");
		assertThat(output)
			.containsPattern("INFO +dev.resilience : policy=payments code=CIRCUIT_CLOSED from=OPEN to=CLOSED");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void aTimeLimitThatPassedIsAWarningWithAdviceOnceForAMethodThatDoesNotListen(CapturedOutput output) {
		with(CONFIGURATION, (client, context) -> {
			catchThrowable(client::slow);
			catchThrowable(client::deaf);
			catchThrowable(client::deaf);
		});
		assertThat(output).containsPattern(
				"WARN +dev.resilience : policy=payments code=TIME_LIMIT_EXCEEDED limit=30ms elapsed=\\d+ms overrun=false");
		assertThat(output.toString().split("overrun=true")).hasSize(3);
		assertThat(output.toString().split("advice=")).hasSize(2);
	}

	@Test
	void aLevelThatIsSetAtRunTimeHoldsForTheNextEvent(CapturedOutput output) {
		with(CONFIGURATION.replace("info", "error"), (client, context) -> {
			LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
			catchThrowable(() -> client.guarded("secret-argument"));
			catchThrowable(() -> client.guarded("secret-argument"));
			assertThat(output).doesNotContain("code=");
			logging.setLogLevel("dev.resilience", LogLevel.DEBUG);
			catchThrowable(() -> client.guarded("secret-argument"));
			logging.setLogLevel("dev.resilience", LogLevel.INFO);
			catchThrowable(() -> client.guarded("secret-argument"));
			client.answered(new ConnectException("secret-message"));
			logging.setLogLevel("dev.resilience", LogLevel.WARN);
			client.answered(new ConnectException("secret-message"));
			client.answered(new NullPointerException("secret-message"));
		});
		assertThat(output.toString().split("code=CIRCUIT_OPEN state=OPEN")).hasSize(2);
		assertThat(output.toString().split("INFO +dev.resilience : policy=none code=FALLBACK_USED")).hasSize(2);
		assertThat(output.toString().split("WARN +dev.resilience : policy=none code=FALLBACK_USED")).hasSize(2);
	}

	@Test
	void aFallbackIsInfoAndOneForAPermanentFailureAWarning(CapturedOutput output) {
		with(CONFIGURATION, (client, context) -> {
			client.answered(new ConnectException("secret-message"));
			client.answered(new NullPointerException("secret-message"));
			catchThrowable(client::failsToo);
		});
		assertThat(output).containsPattern("INFO +dev.resilience : policy=none code=FALLBACK_USED "
				+ "failure=java.net.ConnectException category=CONNECTION");
		assertThat(output).containsPattern("WARN +dev.resilience : policy=none code=FALLBACK_USED "
				+ "failure=java.lang.NullPointerException category=PROGRAMMING");
		assertThat(output).containsPattern("WARN +dev.resilience : policy=none code=FALLBACK_FAILED");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void messagesAreToldWhereTheUserWantsThem(CapturedOutput output) {
		with(CONFIGURATION + "  logging.include-messages: true\n",
				(client, context) -> catchThrowable(() -> client.retried("secret-argument")));
		assertThat(output).contains("message=\"secret-host\"").doesNotContain("secret-argument");
	}

	@Test
	void aMessageThatIsToldCannotForgeALine(CapturedOutput output) {
		with(CONFIGURATION + "  logging.include-messages: true\n", (client, context) -> client
			.answered(new ConnectException("host\nWARN  dev.resilience : policy=payments code=FORGED")));
		assertThat(output).doesNotContain("\nWARN  dev.resilience : policy=payments code=FORGED");
	}

	@Test
	void aMessageThatIsToldIsOneLineToWhateverReadsIt(CapturedOutput output) {
		with(CONFIGURATION + "  logging.include-messages: true\n", (client, context) -> client
			.answered(new ConnectException("a\u0085b\u2028c\u2029d\u001b[2Je\u009b2Jf\"g")));
		assertThat(output).contains("message=\"a b c d [2Je 2Jf'g\"");
	}

	@Test
	void aListenerThatThrowsIsToldOnceAndHarmsNoCall(CapturedOutput output) {
		with(CONFIGURATION, (client, context) -> {
			assertThat(catchThrowable(() -> client.retried(""))).isInstanceOf(ConnectException.class);
			assertThat(catchThrowable(() -> client.retried(""))).isInstanceOf(ConnectException.class);
		}, BrokenListener.class);
		assertThat(output.toString().split("LogTests\\$BrokenListener")).hasSize(2);
		assertThat(output).contains("java.lang.IllegalStateException").doesNotContain("secret");
	}

	@Test
	void aClassifierThatThrowsIsToldOnceAndHarmsNoCall(CapturedOutput output) {
		with(CONFIGURATION, (client, context) -> {
			assertThat(catchThrowable(() -> client.retried(""))).isInstanceOf(ConnectException.class);
			assertThat(catchThrowable(() -> client.retried(""))).isInstanceOf(ConnectException.class);
		}, BrokenClassifier.class);
		assertThat(output.toString().split("LogTests\\$BrokenClassifier")).hasSize(2);
		assertThat(output).doesNotContain("secret");
	}

	private void with(String yaml, Use use, Class<?>... sources) {
		Class<?>[] all = Arrays.copyOf(sources, sources.length + 1);
		all[sources.length] = Clients.class;
		try (ConfigurableApplicationContext context = Contexts.start(this.directory, yaml, all)) {
			use.use(context.getBean(Client.class), context);
		}
	}

	@FunctionalInterface
	interface Use {

		void use(Client client, ConfigurableApplicationContext context);

	}

	static class BrokenListener implements ResilienceListener {

		@Override
		public void onEvent(ResilienceEvent event) {
			throw new IllegalStateException("secret-of-the-listener");
		}

	}

	static class BrokenClassifier implements FailureClassifier {

		@Override
		public FailureVerdict classify(Throwable failure) {
			throw new IllegalStateException("secret-of-the-classifier");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		Client client() {
			return new Client(Script.failing(new ConnectException("secret-host")));
		}

	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public void retried(String order) throws ConnectException {
			this.script.play();
		}

		@CircuitProtected("payments")
		public void guarded(String order) throws ConnectException {
			this.script.play();
		}

		@TimeLimited("payments")
		public void slow() throws InterruptedException {
			new CountDownLatch(1).await(10, TimeUnit.SECONDS);
		}

		@TimeLimited("payments")
		public void deaf() {
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
		}

		@Fallback(method = "instead")
		public String answered(Exception failure) {
			return Script.failing(failure).play();
		}

		private String instead() {
			return "secret-result";
		}

		@Fallback(method = "broken")
		public String failsToo() {
			throw new IllegalStateException("secret-message");
		}

		private String broken() {
			throw new IllegalStateException("secret-message");
		}

	}

}
