package dev.resilience.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import dev.resilience.spring.config.ResilienceSettings;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/**
 * Applications to try a line with. Others' beans are in none that does not ask for them.
 */
public final class Applications {

	/** Retries at once, where a trial is not about waits. */
	public static final String NO_WAIT = "resilience.defaults.retry.backoff.delay=0ms";

	private Applications() {
	}

	/** With nothing but proxies. */
	public static ApplicationContextRunner bare() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class));
	}

	/** With our starter. */
	public static ApplicationContextRunner ours() {
		return bare().withConfiguration(AutoConfigurations.of(ResilienceAutoConfiguration.class))
			.withBean(Heard.class, Heard::new);
	}

	/** With our starter, an empty policy of that name, and no waits. */
	public static ApplicationContextRunner ours(String policy, String... properties) {
		return ours().withPropertyValues("resilience.policies." + policy + ".enabled=true", NO_WAIT)
			.withPropertyValues(properties);
	}

	/** A file of the class path as {@code application.yml}. */
	public static ApplicationContextInitializer<ConfigurableApplicationContext> yaml(String file) {
		return (context) -> {
			try {
				new YamlPropertySourceLoader().load(file, new ClassPathResource(file))
					.forEach(context.getEnvironment().getPropertySources()::addLast);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

	/** The values of a policy that hold, as a user would write them. */
	public static Map<String, String> values(ApplicationContext context, String policy) {
		Map<String, String> values = new TreeMap<>();
		context.getBean(ResilienceSettings.class)
			.policies()
			.stream()
			.filter((candidate) -> candidate.spec().name().equals(policy))
			.forEach((found) -> found.values().forEach((key, value) -> values.put(key, String.valueOf(value.value()))));
		return values;
	}

	/** The values that hold where nobody writes any. */
	public static Map<String, String> defaults() {
		Map<String, String> defaults = new TreeMap<>();
		ours().withPropertyValues("resilience.policies.any.enabled=true")
			.run((context) -> defaults.putAll(values(context, "any")));
		return defaults;
	}

	/** The events, in their order. */
	public static final class Heard implements ResilienceListener {

		private final List<ResilienceEvent> events = new CopyOnWriteArrayList<>();

		@Override
		public void onEvent(ResilienceEvent event) {
			this.events.add(event);
		}

		/** All of them. */
		public List<ResilienceEvent> events() {
			return this.events;
		}

		/** Their codes. */
		public List<String> codes() {
			return this.events.stream().map(ResilienceEvent::code).toList();
		}

		/** The waits between attempts. */
		public List<Duration> waits() {
			return this.events.stream()
				.filter(ResilienceEvent.RetryScheduled.class::isInstance)
				.map((event) -> ((ResilienceEvent.RetryScheduled) event).delay())
				.toList();
		}

	}

}
