package dev.resilience.spring.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * What stands below {@code resilience}; null where nothing is written. The annotations
 * are for the metadata alone, in which an IDE finds what the parameters say here; the
 * binding is {@link SettingsReader}'s.
 *
 * @param enabled Whether annotations do anything. If not, calls go straight through,
 * failures too; mistakes in the configuration still stop the start.
 * @param order Order in which a call meets the kinds of policy, outermost first. Every
 * kind once; rate-limit and concurrency-limit may be left out.
 * @param failures How failures are judged.
 * @param logging What may be logged.
 * @param defaults What every policy starts from.
 * @param policies Policies by name, one for each backend; any name but none. Ready-made
 * to be their base: fast-flaky, slow-reliable, critical, optional, llm.
 * @param workers The threads of policies that run on workers.
 * @param health What the health contributor says.
 * @param observation What Micrometer observes.
 * @param checks How backends are asked whether they are there.
 */
@ConfigurationProperties("resilience")
record ResilienceProperties(@Nullable Boolean enabled, @Nullable List<String> order, @Nullable Failures failures,
		@Nullable Logging logging, @NestedConfigurationProperty @Nullable PolicyProperties defaults,
		@Nullable Map<String, PolicyProperties> policies, @Nullable Workers workers, @Nullable Health health,
		@Nullable Observation observation, @Nullable Checks checks) {

	static final ResilienceProperties NONE = new ResilienceProperties(null, null, null, null, null, null, null, null,
			null, null);

	/**
	 * How failures are judged.
	 *
	 * @param unknown How a failure that no rule knows is treated.
	 * @param rules Rules that are asked first what a failure is; the first that matches
	 * decides. Each has an exception class, a message pattern or both, and a category.
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
	 * @param message Regular expression that must be found in the exception's message.
	 * @param category What such a failure is.
	 */
	record Rule(@Nullable String exception, @Nullable String message, @Nullable FailureCategory category) {
	}

	/**
	 * The threads of policies that run on workers.
	 *
	 * @param max Workers at most at once, at least 1, for all policies that run on
	 * workers and for plain Futures. A call beyond that is refused.
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
	 * What Micrometer observes.
	 *
	 * @param enabled Whether each protected call is an observation of its own: a timer
	 * and, with tracing, a span.
	 */
	record Observation(@Nullable Boolean enabled) {
	}

	/**
	 * How backends are asked whether they are there.
	 *
	 * @param requiredAtStart Backends that must be reachable when the application starts,
	 * by the names of their checks.
	 * @param optional Backends that leave the health UP while they are not reachable, by
	 * the names of their checks.
	 * @param interval How long an answer holds, at least 0: no backend is asked more
	 * often.
	 * @param timeout How long a backend may take to answer, more than 0; then it counts
	 * as not reachable.
	 */
	record Checks(@Nullable List<String> requiredAtStart, @Nullable List<String> optional, @Nullable Duration interval,
			@Nullable Duration timeout) {
	}

	/**
	 * What may be logged.
	 *
	 * @param includeMessages Whether logs, events and observations hold the messages of
	 * exceptions, which may hold secrets.
	 */
	record Logging(@Nullable Boolean includeMessages) {
	}

}
