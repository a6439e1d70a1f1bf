package dev.resilience.test;

import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.time.TimeSource;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that has brought what the kit brings, as the one to be used. */
@SpringBootTest
@ResilienceTest
class OwnClockTests {

	@Autowired
	private Payments payments;

	@Autowired
	private Faults faults;

	@Autowired
	private RecordedAttempts attempts;

	@Autowired
	private TimeSource time;

	@Test
	void givesWayToTheKit() throws Exception {
		this.faults.on("payments").hang(1);
		assertThat(this.payments.charge(1)).isEqualTo("charged 1");
		assertThat(this.attempts.of("payments")).hasSize(2);
		assertThat(this.time).isInstanceOf(ResilienceClock.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Payments payments() {
			return new Payments();
		}

		@Bean
		@Primary
		TimeSource ownClock() {
			return TimeSource.system();
		}

		@Bean
		@Primary
		AttemptInterceptor ownInterceptor() {
			return (attempt) -> {
				throw new IllegalStateException("to be left out");
			};
		}

	}

}
