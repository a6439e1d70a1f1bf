package dev.resilience.spring.config;

import java.util.List;
import java.util.Map;

import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What stands below {@code resilience}; null where nothing is written. The annotation is
 * for the metadata alone; the binding is {@link SettingsReader}'s.
 *
 * @param enabled Whether annotations do anything. If not, calls go straight through,
 * failures too.
 * @param order In which order a call meets the kinds of policy, outermost first; each
 * kind once.
 * @param failures How failures are judged.
 * @param logging What may be logged.
 * @param defaults What every policy starts from.
 * @param policies The policies by name; one for each backend.
 * @param workers The threads of policies that run on workers.
 * @param health What the health contributor says.
 */
@ConfigurationProperties("resilience")
record ResilienceProperties(@Nullable Boolean enabled, @Nullable List<String> order, @Nullable Failures failures,
		@Nullable Logging logging, @Nullable PolicyProperties defaults,
		@Nullable Map<String, PolicyProperties> policies, @Nullable Workers workers, @Nullable Health health) {

	static final ResilienceProperties NONE = new ResilienceProperties(null, null, null, null, null, null, null, null);

	/**
	 * How failures are judged.
	 *
	 * @param unknown How a failure that no rule knows is treated.
	 * @param rules Rules that are asked first, in order.
	 */
	record Failures(@Nullable UnknownFailures unknown, @Nullable List<Rule> rules) {
	}

	/** How a failure that no rule knows is treated. */
	enum UnknownFailures {

		TRANSIENT, PERMANENT

	}

	/**
	 * A rule for failures.
	 *
	 * @param exception Exception class that the rule is for, subclasses included.
	 * @param message Pattern that must be found in the exception's message.
	 * @param category What such a failure is.
	 */
	record Rule(@Nullable String exception, @Nullable String message, @Nullable FailureCategory category) {
	}

	/**
	 * The threads of policies that run on workers.
	 *
	 * @param max How many may work at once.
	 */
	record Workers(@Nullable Integer max) {
	}

	/**
	 * What the health contributor says.
	 *
	 * @param downWhenOpen Circuits that turn the health contributor DOWN while they are
	 * open.
	 */
	record Health(@Nullable List<String> downWhenOpen) {
	}

	/**
	 * What may be logged.
	 *
	 * @param includeMessages Whether logs and events may hold the messages of exceptions,
	 * which may hold secrets.
	 */
	record Logging(@Nullable Boolean includeMessages) {
	}

}
