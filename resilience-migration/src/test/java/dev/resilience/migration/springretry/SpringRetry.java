package dev.resilience.migration.springretry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.migration.Applications;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.backoff.Sleeper;

/** Applications with spring-retry, which never really wait. */
final class SpringRetry {

	private SpringRetry() {
	}

	static ApplicationContextRunner application() {
		return Applications.bare().withUserConfiguration(Enabled.class).withBean(Waits.class, Waits::new);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableRetry
	static class Enabled {

	}

	/** Writes down how long it should have slept. */
	static final class Waits implements Sleeper {

		private final transient List<Long> millis = new CopyOnWriteArrayList<>();

		@Override
		public void sleep(long backOffPeriod) {
			this.millis.add(backOffPeriod);
		}

		List<Long> millis() {
			return this.millis;
		}

	}

}
