package dev.resilience.spring.metrics;

import dev.resilience.annotation.Resilient;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import dev.resilience.spring.support.Warnings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A meter registry that throws stops no start, no call and no end. */
class BrokenRegistryTests {

	private final Warnings warnings = Warnings.listen();

	private final Script script = Script.answering("answer").first(new IllegalStateException("once"));

	@AfterEach
	void close() {
		this.warnings.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatItRefusesIsMissingAndNothingElse(boolean error) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.config().meterFilter(new MeterFilter() {

			@Override
			public MeterFilterReply accept(Meter.Id id) {
				if (id.getName().equals("resilience.retry.attempts")) {
					if (error) {
						throw new NoClassDefFoundError("com/example/Missing");
					}
					throw new IllegalStateException("no");
				}
				return MeterFilterReply.NEUTRAL;
			}

		});
		run(registry);
		assertThat(this.warnings.messages()).singleElement()
			.asString()
			.startsWith("Meter registry " + SimpleMeterRegistry.class.getName() + " threw")
			.contains("meters of this library are missing in it");
		assertThat(registry.getMeters()).isEmpty();
	}

	@Test
	void oneThatKeepsAMeterLosesTheOthers() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry() {

			@Override
			public Meter remove(Meter meter) {
				if (meter.getId().getName().equals("resilience.retry.attempts")) {
					throw new IllegalStateException("no");
				}
				return super.remove(meter);
			}

		};
		run(registry);
		assertThat(this.warnings.messages()).singleElement().asString().contains("it keeps meters of this library");
		assertThat(registry.getMeters()).singleElement()
			.satisfies((meter) -> assertThat(meter.getId().getName()).isEqualTo("resilience.retry.attempts"));
	}

	private void run(MeterRegistry registry) {
		Contexts.runnerWithRetry().withBean(Client.class, () -> new Client(this.script)).run((context) -> {
			context.getBean(ResilienceMeters.class).bindTo(registry);
			assertThat(context.getBean(Client.class).charge()).isEqualTo("answer");
			assertThat(registry.get("resilience.retry.calls")
				.tags("policy", "payments", "outcome", "after_retry")
				.functionCounter()
				.count()).isEqualTo(1);
		});
	}

	static class Client {

		private final Script script;

		Client(Script script) {
			this.script = script;
		}

		@Resilient("payments")
		public Object charge() {
			return this.script.play();
		}

	}

}
