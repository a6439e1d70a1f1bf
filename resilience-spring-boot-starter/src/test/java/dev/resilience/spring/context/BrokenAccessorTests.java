package dev.resilience.spring.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Warnings;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** An accessor of the application that throws harms no call and leaves nothing behind. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenAccessorTests {

	private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

	private final Warnings warnings = Warnings.listen();

	enum Breaks {

		GET, SET, CLEAR, RESTORE

	}

	@AfterEach
	void forget() {
		ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
		ContextRegistry.getInstance().removeThreadLocalAccessor("broken");
		TENANT.remove();
		MDC.clear();
		this.warnings.close();
	}

	@ParameterizedTest
	@EnumSource
	void callsGoOnWithoutItAndItIsToldOfOnce(Breaks breaks) {
		goOnWithout(new Broken(breaks, new IllegalStateException("broken")));
	}

	/** Of a library that is there in part only. */
	@ParameterizedTest
	@EnumSource
	void anErrorHarmsNoMoreThanAnException(Breaks breaks) {
		goOnWithout(new Broken(breaks, new NoClassDefFoundError("com/example/Missing")));
	}

	private void goOnWithout(Broken broken) {
		Breaks breaks = broken.breaks();
		ContextRegistry.getInstance().registerThreadLocalAccessor("tenant", TENANT);
		ContextRegistry.getInstance().registerThreadLocalAccessor(broken);
		TENANT.set("mine");
		MDC.put("user", "me");
		Client client = new Client();
		Contexts.runnerWithRetry()
			.withPropertyValues("resilience.policies.slow.time-limit.run-on=worker")
			.withBean(Client.class, () -> client)
			.run((context) -> {
				Client bean = context.getBean(Client.class);
				assertThat(bean.later().get(20, TimeUnit.SECONDS)).isEqualTo("answer");
				assertThat(bean.reactive().block()).isEqualTo("answer");
				assertThat(bean.onWorker()).isEqualTo((breaks == Breaks.GET) ? "null me" : "mine me");
				CompletableFuture<String> source = new CompletableFuture<>();
				client.source = source;
				CompletableFuture<String> future = bean.followed();
				CompletableFuture<String> after = new CompletableFuture<>();
				new Thread(() -> {
					TENANT.set("somebody else's");
					MDC.put("user", "another");
					source.complete("answer");
					after.complete(TENANT.get() + " " + MDC.get("user"));
				}).start();
				assertThat(future.get(20, TimeUnit.SECONDS)).isEqualTo("answer");
				assertThat(after.get(20, TimeUnit.SECONDS)).isEqualTo("somebody else's another");
				assertThat(TENANT.get()).isEqualTo("mine");
			});
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.startsWith("Context accessor " + Broken.class.getName() + " threw");
	}

	private record Broken(Breaks breaks, Throwable thrown) implements ThreadLocalAccessor<String> {

		private static final ThreadLocal<String> VALUE = new ThreadLocal<>();

		@Override
		public Object key() {
			return "broken";
		}

		@Override
		public String getValue() {
			fail(Breaks.GET);
			return (this.breaks == Breaks.CLEAR) ? null : "value";
		}

		@Override
		public void setValue(String value) {
			fail(Breaks.SET);
			VALUE.set(value);
		}

		@Override
		public void setValue() {
			fail(Breaks.CLEAR);
			VALUE.remove();
		}

		@Override
		public void restore(String previous) {
			fail(Breaks.RESTORE);
		}

		@Override
		public void restore() {
			fail(Breaks.RESTORE);
		}

		private void fail(Breaks here) {
			if (this.breaks == here) {
				throw Broken.<RuntimeException>sneaky(this.thrown);
			}
		}

		@SuppressWarnings("unchecked")
		private static <X extends Throwable> X sneaky(Throwable failure) throws X {
			throw (X) failure;
		}

	}

	static class Client {

		volatile CompletableFuture<String> source = new CompletableFuture<>();

		private int calls;

		@Resilient("payments")
		public CompletableFuture<String> later() {
			return (this.calls++ < 1) ? CompletableFuture.failedFuture(new IllegalStateException())
					: CompletableFuture.completedFuture("answer");
		}

		@Resilient("payments")
		public Mono<String> reactive() {
			return (this.calls++ < 3) ? Mono.error(new IllegalStateException()) : Mono.just("answer");
		}

		@Resilient("slow")
		public String onWorker() {
			return TENANT.get() + " " + MDC.get("user");
		}

		@Resilient("payments")
		public CompletableFuture<String> followed() {
			return this.source;
		}

	}

}
