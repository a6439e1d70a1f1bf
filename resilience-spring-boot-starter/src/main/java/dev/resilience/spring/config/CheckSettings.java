package dev.resilience.spring.config;

import java.util.List;

import dev.resilience.check.CheckSpec;
import org.jspecify.annotations.Nullable;

/**
 * What stands below {@code resilience.checks}.
 *
 * @param requiredAtStart the backends without which the application does not start
 * @param optional the backends without which its health stays UP
 * @param spec how often each is asked, and how long it may take
 */
public record CheckSettings(List<Named> requiredAtStart, List<Named> optional, CheckSpec spec) {

	public CheckSettings {
		requiredAtStart = List.copyOf(requiredAtStart);
		optional = List.copyOf(optional);
	}

	/**
	 * A backend that the configuration names. Whether there is such a check is known when
	 * all beans are made.
	 *
	 * @param name the name
	 * @param key the key that names it
	 * @param origin the file and line of that, or null where there is none
	 */
	public record Named(String name, String key, @Nullable String origin) {
	}

}
