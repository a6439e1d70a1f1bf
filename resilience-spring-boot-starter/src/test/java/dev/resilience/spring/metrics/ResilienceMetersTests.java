package dev.resilience.spring.metrics;

import java.net.ConnectException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.resilience.CircuitState;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.circuit.Circuits;
import dev.resilience.failure.FailureCategory;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Meters, their tags and what they count. */
class ResilienceMetersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final Script script = Script.answering("answer");

	private final ApplicationContextRunner runner = Contexts.runner()
		.withPropertyValues("resilience.policies.payments.retry.max-attempts=2",
				"resilience.policies.payments.circuit.failure-threshold=0",
				"resilience.policies.payments.circuit.window.minimum-calls=2",
				"resilience.policies.payments.circuit.failure-rate-threshold=0",
				"resilience.policies.payments.time-limit.timeout=30s",
				"resilience.policies.slow.time-limit.timeout=40ms",
				"resilience.policies.payments.fallback.value=instead")
		.withBean(Client.class, () -> new Client(this.script));

	@Test
	void everyMeterOfAPolicyIsThereFromTheStartAtZero() {
		run((client) -> {
			Map<String, Set<String>> found = new TreeMap<>();
			for (Meter meter : this.registry.getMeters()) {
				if (meter.getId().getTags().contains(Tag.of("policy", "payments"))
						|| meter.getId().getTags().contains(Tag.of("circuit", "payments"))) {
					String others = meter.getId()
						.getTags()
						.stream()
						.filter((tag) -> !tag.getValue().equals("payments"))
						.map((tag) -> tag.getKey() + "=" + tag.getValue())
						.collect(Collectors.joining());
					found.computeIfAbsent(meter.getId().getName(), (name) -> new TreeSet<>()).add(others);
				}
			}
			Set<String> states = Set.of("closed", "open", "half_open", "forced_open", "disabled");
			assertThat(found).isEqualTo(new TreeMap<>(Map.of("resilience.circuit.state", with("state", states),
					"resilience.circuit.transitions", with("to", states), "resilience.circuit.calls",
					with("outcome", Set.of("success", "failure", "ignored", "rejected")),
					"resilience.circuit.failure.rate", Set.of(""), "resilience.circuit.slow.call.rate", Set.of(""),
					"resilience.retry.calls",
					with("outcome", Set.of("first_try", "after_retry", "exhausted", "budget_spent", "aborted")),
					"resilience.retry.attempts", Set.of(""), "resilience.time.limit.calls",
					with("outcome", Set.of("completed", "timed_out", "overrun")), "resilience.fallback.calls",
					with("outcome", Set.of("used", "failed")), "resilience.failures",
					with("category",
							Set.of(FailureCategory.values())
								.stream()
								.map((category) -> category.name().toLowerCase(Locale.ROOT))
								.collect(Collectors.toSet())))));
			assertThat(value("resilience.retry.attempts", "policy", "payments")).isZero();
			assertThat(value("resilience.circuit.calls", "circuit", "payments", "outcome", "rejected")).isZero();
			assertThat(value("resilience.fallback.calls", "policy", "none", "outcome", "used")).isZero();
			assertThat(value("resilience.failures", "policy", "payments", "category", "timeout")).isZero();
			assertThat(value("resilience.circuit.failure.rate", "circuit", "payments")).isNaN();
			assertThat(state("closed")).isEqualTo(1);
			assertThat(state("open")).isZero();
		});
	}

	@Test
	void callsAreCountedByTheirOutcome() {
		this.script.first("first try", new ConnectException(), "after retry", new ConnectException(),
				new ConnectException(), new IllegalArgumentException());
		run((client) -> {
			client.charge();
			client.charge();
			client.charge();
			client.charge();
			assertThat(value("resilience.retry.calls", "policy", "payments", "outcome", "first_try")).isEqualTo(1);
			assertThat(value("resilience.retry.calls", "policy", "payments", "outcome", "after_retry")).isEqualTo(1);
			assertThat(value("resilience.retry.calls", "policy", "payments", "outcome", "exhausted")).isEqualTo(1);
			assertThat(value("resilience.retry.calls", "policy", "payments", "outcome", "aborted")).isEqualTo(1);
			assertThat(value("resilience.retry.attempts", "policy", "payments")).isEqualTo(2);
			assertThat(value("resilience.circuit.calls", "circuit", "payments", "outcome", "success")).isEqualTo(2);
			assertThat(value("resilience.circuit.calls", "circuit", "payments", "outcome", "failure")).isEqualTo(1);
			assertThat(value("resilience.circuit.calls", "circuit", "payments", "outcome", "ignored")).isEqualTo(1);
			assertThat(value("resilience.time.limit.calls", "policy", "payments", "outcome", "completed")).isEqualTo(6);
			assertThat(value("resilience.fallback.calls", "policy", "payments", "outcome", "used")).isEqualTo(2);
			assertThat(value("resilience.failures", "policy", "payments", "category", "connection")).isEqualTo(3);
			assertThat(value("resilience.failures", "policy", "payments", "category", "invalid_request")).isEqualTo(1);
			assertThat(value("resilience.circuit.failure.rate", "circuit", "payments")).isBetween(33.3, 33.4);
		});
	}

	@Test
	void aSpentBudgetIsAnOutcomeOfItsOwn() {
		this.script.first(new ConnectException());
		this.runner
			.withPropertyValues("resilience.policies.payments.retry.budget.ratio=0",
					"resilience.policies.payments.retry.budget.min-per-second=0")
			.run((context) -> {
				context.getBean(ResilienceMeters.class).bindTo(this.registry);
				context.getBean(Client.class).charge();
				assertThat(value("resilience.retry.calls", "policy", "payments", "outcome", "budget_spent"))
					.isEqualTo(1);
				assertThat(value("resilience.retry.attempts", "policy", "payments")).isZero();
			});
	}

	@Test
	void timeOutsAndOverrunsAreCountedApart() {
		run((client) -> {
			catchThrowable(client::slow);
			assertThat(value("resilience.time.limit.calls", "policy", "slow", "outcome", "timed_out")).isEqualTo(1);
			assertThat(value("resilience.failures", "policy", "slow", "category", "timeout")).isEqualTo(1);
			catchThrowable(client::deaf);
			assertThat(value("resilience.time.limit.calls", "policy", "slow", "outcome", "overrun")).isEqualTo(1);
			assertThat(value("resilience.time.limit.calls", "policy", "slow", "outcome", "timed_out")).isEqualTo(1);
		});
	}

	@Test
	void aFallbackWithoutAPolicyIsCountedUnderNone() {
		run((client) -> {
			client.alone();
			catchThrowable(client::failsToo);
			assertThat(value("resilience.fallback.calls", "policy", "none", "outcome", "used")).isEqualTo(1);
			assertThat(value("resilience.fallback.calls", "policy", "none", "outcome", "failed")).isEqualTo(1);
		});
	}

	@Test
	void statesAndTransitionsFollowTheCircuit() {
		this.runner.run((context) -> {
			context.getBean(ResilienceMeters.class).bindTo(this.registry);
			context.getBean(Circuits.class).get("payments").forceOpen();
			assertThat(state("forced_open")).isEqualTo(1);
			assertThat(state("closed")).isZero();
			assertThat(value("resilience.circuit.transitions", "circuit", "payments", "to", "forced_open"))
				.isEqualTo(1);
			assertThat(context.getBean(Client.class).charge()).isEqualTo("instead");
			assertThat(value("resilience.circuit.calls", "circuit", "payments", "outcome", "rejected")).isEqualTo(1);
			context.getBean(Circuits.class).get("payments").close();
			assertThat(state("closed")).isEqualTo(1);
			assertThat(CircuitState.values()).hasSize(5);
		});
	}

	@Test
	void metersGoWithTheirPoliciesAndOthersStay() {
		this.registry.counter("orders");
		run((client) -> assertThat(this.registry.getMeters()).hasSizeGreaterThan(50));
		assertThat(this.registry.getMeters()).singleElement()
			.satisfies((meter) -> assertThat(meter.getId().getName()).isEqualTo("orders"));
	}

	@Test
	void metersOfAnotherContextWithTheSameRegistryStay() {
		this.runner.run((context) -> {
			context.getBean(ResilienceMeters.class).bindTo(this.registry);
			int own = this.registry.getMeters().size();
			run((client) -> assertThat(this.registry.getMeters()).hasSize(own));
			assertThat(this.registry.getMeters()).hasSize(own);
		});
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void withoutARegistryTheApplicationStarts() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterRegistry.class));
	}

	private void run(Consumer<Client> test) {
		this.runner.run((context) -> {
			context.getBean(ResilienceMeters.class).bindTo(this.registry);
			test.accept(context.getBean(Client.class));
		});
	}

	private static Set<String> with(String key, Set<String> values) {
		return values.stream().map((value) -> key + "=" + value).collect(Collectors.toCollection(TreeSet::new));
	}

	private double state(String state) {
		return value("resilience.circuit.state", "circuit", "payments", "state", state);
	}

	private double value(String name, String... tags) {
		return this.registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		@CircuitProtected("payments")
		@TimeLimited("payments")
		@Fallback("payments")
		public String charge() {
			return this.script.play();
		}

		@TimeLimited("slow")
		public void slow() throws InterruptedException {
			new CountDownLatch(1).await(10, TimeUnit.SECONDS);
		}

		@TimeLimited("slow")
		public void deaf() {
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(250);
			while (System.nanoTime() < end) {
				Thread.onSpinWait();
			}
		}

		@Fallback(method = "instead")
		public String alone() {
			throw new IllegalStateException("down");
		}

		private String instead() {
			return "instead";
		}

		@Fallback(method = "broken")
		public String failsToo() {
			throw new IllegalStateException("down");
		}

		private String broken() {
			throw new IllegalStateException("down too");
		}

	}

}
