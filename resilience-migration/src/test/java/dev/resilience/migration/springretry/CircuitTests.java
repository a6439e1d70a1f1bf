package dev.resilience.migration.springretry;

import java.util.Map;

import dev.resilience.CircuitOpenException;
import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.circuit.Circuits;
import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.Guide;
import dev.resilience.migration.Row;
import dev.resilience.migration.TrialsOf;
import org.junit.jupiter.api.Test;

import org.springframework.retry.ExhaustedRetryException;
import org.springframework.retry.annotation.CircuitBreaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Circuit breakers of both sides. */
@TrialsOf(Guide.FROM_SPRING_RETRY)
class CircuitTests {

	private final IllegalStateException failure = new IllegalStateException("down");

	@Test
	@Row(before = "@CircuitBreaker", after = "@CircuitProtected(\"orders\")")
	@Row(before = "ExhaustedRetryException of a circuit", after = "CircuitOpenException")
	@Row(before = "@CircuitBreaker.maxAttempts", after = "circuit.failure-threshold")
	void eachMethodHasItsOwnThereAndAPolicyHasOneHere() {
		Backend there = Backend.failing(this.failure);
		SpringRetry.application().withBean(There.class, () -> new There(there)).run((context) -> {
			There bean = context.getBean(There.class);
			for (int call = 1; call <= 4; call++) {
				assertThatThrownBy(bean::first).isInstanceOf(ExhaustedRetryException.class).hasCause(this.failure);
			}
			assertThat(there.calls()).isEqualTo(3);
			assertThatThrownBy(bean::second).hasCause(this.failure);
			assertThat(there.calls()).isEqualTo(4);
		});
		Backend here = Backend.failing(this.failure);
		Applications.ours("any").withBean(Here.class, () -> new Here(here)).run((context) -> {
			Here bean = context.getBean(Here.class);
			for (int call = 1; call <= 5; call++) {
				assertThatThrownBy(bean::first).isSameAs(this.failure);
			}
			assertThatThrownBy(bean::first).isInstanceOf(CircuitOpenException.class);
			assertThatThrownBy(bean::second).isInstanceOf(CircuitOpenException.class)
				.hasMessageContaining("5 consecutive failures");
			assertThat(here.calls()).isEqualTo(5);
		});
	}

	@Test
	void oneSuccessBeginsTheRowAnew() {
		Backend here = Backend.answering("well", this.failure, this.failure, this.failure, this.failure, "well",
				this.failure, this.failure, this.failure, this.failure);
		Applications.ours("any").withBean(Here.class, () -> new Here(here)).run((context) -> {
			for (int call = 1; call <= 9; call++) {
				catchThrowable(context.getBean(Here.class)::first);
			}
			assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.CLOSED);
		});
	}

	@Test
	@Row(before = "@CircuitBreaker.openTimeout", after = "nothing")
	void failuresThatAreTooFarApartDoNotOpenItThere() {
		Backend there = Backend.failing(this.failure);
		SpringRetry.application().withBean(There.class, () -> new There(there)).run((context) -> {
			There bean = context.getBean(There.class);
			catchThrowable(bean::hasty);
			awaitAfter(1);
			catchThrowable(bean::hasty);
			awaitAfter(1);
			catchThrowable(bean::hasty);
			awaitAfter(1);
			catchThrowable(bean::hasty);
			assertThat(there.calls()).isEqualTo(4);
		});
		Applications
			.ours("any", "resilience.policies.any.circuit.window.type=time",
					"resilience.policies.any.circuit.window.duration=5s")
			.run((context) -> assertThat(Applications.values(context, "any"))
				.containsAllEntriesOf(Map.of("circuit.window.type", "time", "circuit.window.duration", "5s")));
	}

	@Test
	@Row(before = "@CircuitBreaker.resetTimeout", after = "circuit.open-duration")
	void theNextCallClosesItThereAndProbesHere() {
		Backend there = Backend.answering("well", this.failure);
		SpringRetry.application().withBean(There.class, () -> new There(there)).run((context) -> {
			There bean = context.getBean(There.class);
			assertThatThrownBy(bean::brief).hasCause(this.failure);
			assertThatThrownBy(bean::brief).isInstanceOf(ExhaustedRetryException.class);
			assertThat(there.calls()).isEqualTo(1);
			await().until(() -> catchThrowable(bean::brief) == null);
			assertThat(bean.brief()).isEqualTo("well");
		});
		Backend here = Backend.answering("well", this.failure);
		Applications
			.ours("any", "resilience.policies.any.circuit.failure-threshold=1",
					"resilience.policies.any.circuit.open-duration=1ms")
			.withBean(Here.class, () -> new Here(here))
			.run((context) -> {
				Here bean = context.getBean(Here.class);
				assertThatThrownBy(bean::first).isSameAs(this.failure);
				await().until(() -> catchThrowable(bean::first) == null);
				assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.HALF_OPEN);
				bean.first();
				assertThat(context.getBean(Circuits.class).get("any").state()).isEqualTo(CircuitState.CLOSED);
			});
	}

	private static void awaitAfter(long millis) {
		long start = System.nanoTime();
		await().pollInterval(java.time.Duration.ofMillis(1))
			.until(() -> System.nanoTime() - start > millis * 3_000_000);
	}

	static class There {

		private final Backend backend;

		There(Backend backend) {
			this.backend = backend;
		}

		@CircuitBreaker
		public String first() {
			return this.backend.call();
		}

		@CircuitBreaker
		public String second() {
			return this.backend.call();
		}

		@CircuitBreaker(openTimeout = 1)
		public String hasty() {
			return this.backend.call();
		}

		@CircuitBreaker(maxAttempts = 1, resetTimeout = 1000)
		public String brief() {
			return this.backend.call();
		}

	}

	static class Here {

		private final Backend backend;

		Here(Backend backend) {
			this.backend = backend;
		}

		@CircuitProtected("any")
		public String first() {
			return this.backend.call();
		}

		@CircuitProtected("any")
		public String second() {
			return this.backend.call();
		}

	}

}
