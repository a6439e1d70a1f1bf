package dev.resilience.migration.springretry;

import java.io.IOException;
import java.time.Duration;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.springretry.after.OrderBackend;
import dev.resilience.migration.springretry.after.Orders;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The class of the guide behaves after as it did before. */
class OrdersTests {

	private final Backend down = Backend.failing(new IOException("down"));

	private final Backend broken = Backend.failing(new IllegalStateException("broken"));

	@Test
	void beforeThereAreFourAttemptsAndAnAnswer() {
		SpringRetry.application()
			.withInitializer(Applications.yaml("springretry/before.yml"))
			.withBean(dev.resilience.migration.springretry.before.Orders.class,
					() -> new dev.resilience.migration.springretry.before.Orders((number) -> this.down.call()))
			.run((context) -> {
				assertThat(context.getBean(dev.resilience.migration.springretry.before.Orders.class).status("7"))
					.isEqualTo("7: unknown");
				assertThat(this.down.calls()).isEqualTo(4);
				assertThat(context.getBean(SpringRetry.Waits.class).millis()).containsExactly(200L, 400L, 800L);
			});
	}

	@Test
	void afterThereAreFourAttemptsAndAnAnswer() {
		Applications.ours()
			.withInitializer(Applications.yaml("springretry/after.yml"))
			.withPropertyValues("resilience.policies.orders.retry.backoff.delay=1ms")
			.withBean(OrderBackend.class, () -> (number) -> this.down.call())
			.withBean(Orders.class)
			.run((context) -> {
				assertThat(context.getBean(Orders.class).status("7")).isEqualTo("7: unknown");
				assertThat(this.down.calls()).isEqualTo(4);
				assertThat(context.getBean(Applications.Heard.class).waits()).containsExactly(Duration.ofMillis(1),
						Duration.ofMillis(2), Duration.ofMillis(4));
			});
	}

	@Test
	void afterTheWaitsAreThoseOfBefore() {
		Applications.ours()
			.withInitializer(Applications.yaml("springretry/after.yml"))
			.withBean(OrderBackend.class, () -> (number) -> this.down.call())
			.withBean(Orders.class)
			.run((context) -> assertThat(
					context.getBean(ResilienceEngine.class).find("orders").spec().retry().backoff())
				.isEqualTo(new RetrySpec.Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(2), 0)));
	}

	@Test
	void anotherFailureIsNeitherTriedAgainNorAnswered() {
		Applications.ours()
			.withInitializer(Applications.yaml("springretry/after.yml"))
			.withBean(OrderBackend.class, () -> (number) -> this.broken.call())
			.withBean(Orders.class)
			.run((context) -> {
				assertThatThrownBy(() -> context.getBean(Orders.class).status("7"))
					.isInstanceOf(IllegalStateException.class);
				assertThat(this.broken.calls()).isEqualTo(1);
			});
	}

}
