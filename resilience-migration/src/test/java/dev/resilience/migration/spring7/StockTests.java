package dev.resilience.migration.spring7;

import java.io.IOException;
import java.time.Duration;

import dev.resilience.migration.Applications;
import dev.resilience.migration.Backend;
import dev.resilience.migration.spring7.after.Stock;
import dev.resilience.migration.spring7.after.StockBackend;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.retry.RetrySpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The class of the guide makes as many attempts after as it did before. */
class StockTests {

	private final IOException failure = new IOException("down");

	private final Backend down = Backend.failing(this.failure);

	@Test
	void beforeThereAreFourAttempts() {
		Spring7.application()
			.withInitializer(Applications.yaml("spring7/before.yml"))
			.withPropertyValues("stock.delay=1ms")
			.withBean(dev.resilience.migration.spring7.before.Stock.class,
					() -> new dev.resilience.migration.spring7.before.Stock((article) -> this.down.call()))
			.run((context) -> {
				assertThatThrownBy(
						() -> context.getBean(dev.resilience.migration.spring7.before.Stock.class).count("7"))
					.isSameAs(this.failure);
				assertThat(this.down.calls()).isEqualTo(4);
			});
	}

	@Test
	void afterThereAreFourAttemptsAndAnAnswer() {
		Applications.ours()
			.withUserConfiguration(Spring7.Enabled.class)
			.withInitializer(Applications.yaml("spring7/after.yml"))
			.withPropertyValues("resilience.policies.stock.retry.backoff.delay=1ms")
			.withBean(StockBackend.class, () -> (article) -> this.down.call())
			.withBean(Stock.class)
			.run((context) -> {
				assertThat(context.getBean(Stock.class).count("7")).isEqualTo(-1);
				assertThat(this.down.calls()).isEqualTo(4);
			});
	}

	@Test
	void theWaitsAreThoseOfBefore() {
		Applications.ours()
			.withInitializer(Applications.yaml("spring7/after.yml"))
			.withBean(StockBackend.class, () -> (article) -> this.down.call())
			.withBean(Stock.class)
			.run((context) -> assertThat(context.getBean(ResilienceEngine.class).find("stock").spec().retry().backoff())
				.isEqualTo(new RetrySpec.Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(2), 0)));
	}

}
