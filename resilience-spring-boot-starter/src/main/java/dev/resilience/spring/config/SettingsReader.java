package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTemper;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.Protection;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.ResilienceProperties.Rule;
import dev.resilience.spring.config.ResilienceProperties.UnknownFailures;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Reads the settings, and notes every mistake on the way instead of stopping at the
 * first.
 */
public final class SettingsReader {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("resilience");

	private static final ConfigurationPropertyName POLICIES = ROOT.append("policies");

	/** Kinds that have a place in the order already but are not built yet. */
	private static final Set<String> KINDS_TO_COME = Set.of("rate-limit", "concurrency-limit");

	private final Environment environment;

	private final Mistakes mistakes;

	private final BoundKeys keys = new BoundKeys();

	private final ClassNames classNames;

	/**
	 * Makes a reader.
	 * @param environment what has the properties
	 * @param loader finds the classes that users name, or null for the default
	 * @param mistakes where mistakes go
	 */
	public SettingsReader(Environment environment, @Nullable ClassLoader loader, Mistakes mistakes) {
		this.environment = environment;
		this.mistakes = mistakes;
		this.classNames = new ClassNames(loader, mistakes);
	}

	/**
	 * Reads everything.
	 * @param resultPredicates finds predicates by the names of their beans, late
	 * @return the settings; where there was a mistake, the default
	 */
	public ResilienceSettings read(ResultPredicates resultPredicates) {
		ResilienceProperties properties = bind();
		FallbackAnswers answers = new FallbackAnswers(this.environment, this.keys, this.mistakes);
		checkDefaults(properties, answers, resultPredicates);
		List<PolicySpec> policies = new ArrayList<>();
		for (String name : names(properties)) {
			PolicyLevels levels = PolicyLevels.of(name, properties, this.keys, this.mistakes);
			policies.add(new PolicyFactory(levels, this.keys, this.classNames, this.mistakes).create(name, answers,
					resultPredicates));
		}
		ResilienceProperties.Failures failures = properties.failures();
		boolean permanent = failures != null && failures.unknown() == UnknownFailures.PERMANENT;
		boolean includeMessages = properties.logging() != null
				&& Boolean.TRUE.equals(properties.logging().includeMessages());
		return new ResilienceSettings(!Boolean.FALSE.equals(properties.enabled()), order(properties.order()),
				permanent ? FailureTemper.PERMANENT : FailureTemper.TRANSIENT,
				rules((failures != null) ? failures.rules() : null), includeMessages, policies,
				maxWorkers(properties.workers()));
	}

	/** Looked at even if no policy inherits them. */
	private void checkDefaults(ResilienceProperties properties, FallbackAnswers answers,
			ResultPredicates resultPredicates) {
		PolicyProperties defaults = properties.defaults();
		if (defaults != null) {
			noteIfWritten(defaults.base(), "resilience.defaults.base");
			noteIfWritten(defaults.enabled(), "resilience.defaults.enabled");
		}
		new PolicyFactory(PolicyLevels.ofDefaults(properties, this.keys), this.keys, this.classNames, this.mistakes)
			.create("defaults", answers, resultPredicates);
	}

	private void noteIfWritten(@Nullable Object value, String key) {
		if (value != null) {
			this.mistakes.add(new Mistake(key, this.keys.origin(key),
					"is '" + value + "', but the defaults have only sections: retry, circuit, time-limit, fallback",
					"Take the key out, or write it into the policies that need it."));
		}
	}

	private ResilienceProperties bind() {
		CollectingBindHandler handler = new CollectingBindHandler(this.mistakes, this.keys);
		List<ConfigurationPropertySource> sources = YamlOn.readable(ConfigurationPropertySources.get(this.environment));
		BindResult<ResilienceProperties> properties = new Binder(sources,
				new PropertySourcesPlaceholdersResolver(this.environment))
			.bind(ROOT, Bindable.of(ResilienceProperties.class), handler);
		handler.findUnknownKeys(ROOT, sources);
		handler.findFallbackValues(ROOT, sources);
		return withFallbackValues(properties.isBound() ? properties.get() : ResilienceProperties.NONE);
	}

	/**
	 * A policy that writes nothing but a fallback value is one that the binder has not
	 * seen.
	 */
	private ResilienceProperties withFallbackValues(ResilienceProperties properties) {
		Map<String, PolicyProperties> policies = new LinkedHashMap<>();
		if (properties.policies() != null) {
			policies.putAll(properties.policies());
		}
		this.keys.elementsBelow(POLICIES).forEach((name) -> policies.putIfAbsent(name, PolicyProperties.NONE));
		return new ResilienceProperties(properties.enabled(), properties.order(), properties.failures(),
				properties.logging(), properties.defaults(), policies, properties.workers());
	}

	private List<String> names(ResilienceProperties properties) {
		Map<String, PolicyProperties> policies = properties.policies();
		List<String> names = new ArrayList<>((policies != null) ? policies.keySet() : List.of());
		if (names.remove(Protection.NO_POLICY)) {
			String key = PolicyLevels.key(Protection.NO_POLICY);
			this.mistakes.add(new Mistake(key, "cannot be a policy's name: meters count under '" + Protection.NO_POLICY
					+ "' the fallbacks that have no policy", "Choose another name."));
		}
		return names;
	}

	private List<PolicyKind> order(@Nullable List<String> names) {
		List<PolicyKind> usual = List.of(PolicyKind.values());
		if (names == null) {
			return usual;
		}
		List<String> doubles = new ArrayList<>();
		List<String> unknown = new ArrayList<>();
		List<PolicyKind> order = new ArrayList<>();
		for (String name : names) {
			PolicyKind kind = kind(name);
			if (kind != null) {
				if (order.contains(kind)) {
					doubles.add(name);
				}
				order.add(kind);
			}
			else if (!KINDS_TO_COME.contains(normalized(name))) {
				unknown.add(name);
			}
			else if (names.indexOf(name) != names.lastIndexOf(name) && !doubles.contains(name)) {
				doubles.add(name);
			}
		}
		Set<PolicyKind> missing = EnumSet.allOf(PolicyKind.class);
		missing.removeAll(order);
		boolean wrong = noteOrder(names, unknown, "which are no kinds of policy: ");
		wrong |= noteOrder(names, doubles, "with these more than once: ");
		wrong |= noteOrder(names, missing.stream().map(PolicyKind::key).toList(), "without ");
		return wrong ? usual : order;
	}

	private boolean noteOrder(List<String> names, List<String> wrong, String what) {
		if (wrong.isEmpty()) {
			return false;
		}
		this.mistakes.add(new Mistake("resilience.order", this.keys.origin("resilience.order"),
				"is " + names + ", " + what + String.join(", ", wrong),
				"Name every kind once, outermost first, as in the default: [fallback, circuit, retry, rate-limit, "
						+ "time-limit, concurrency-limit]; or leave the key out."));
		return true;
	}

	private static @Nullable PolicyKind kind(String name) {
		for (PolicyKind kind : PolicyKind.values()) {
			if (kind.key().equals(normalized(name))) {
				return kind;
			}
		}
		return null;
	}

	private static String normalized(String name) {
		return name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private int maxWorkers(ResilienceProperties.@Nullable Workers workers) {
		Integer max = (workers != null) ? workers.max() : null;
		if (max == null) {
			return Workers.USUAL_MAX;
		}
		if (max < 1) {
			String key = "resilience.workers.max";
			this.mistakes.add(new Mistake(key, this.keys.origin(key), "is " + max + ", it must be at least 1",
					"Correct the value, or leave the key out for its default, " + Workers.USUAL_MAX + "."));
			return Workers.USUAL_MAX;
		}
		return max;
	}

	private List<FailureRule> rules(@Nullable List<Rule> rules) {
		List<FailureRule> valid = new ArrayList<>();
		for (int i = 0; rules != null && i < rules.size(); i++) {
			FailureRule rule = rule(rules.get(i), "resilience.failures.rules[" + i + "]");
			if (rule != null) {
				valid.add(rule);
			}
		}
		return valid;
	}

	private @Nullable FailureRule rule(@Nullable Rule rule, String key) {
		String exception = (rule != null) ? rule.exception() : null;
		String text = (rule != null) ? rule.message() : null;
		FailureCategory category = (rule != null) ? rule.category() : null;
		Class<? extends Throwable> type = (exception != null)
				? this.classNames.failureType(exception, key + ".exception", this.keys.origin(key + ".exception"))
				: null;
		Pattern message = (text != null) ? pattern(text, key + ".message") : null;
		boolean noCondition = exception == null && text == null;
		// a category that is no category has been noted already
		boolean noCategory = category == null && !this.keys.isWritten(key + ".category");
		if (noCondition || noCategory) {
			this.mistakes.add(new Mistake(key, anyOrigin(key),
					"needs a category, and an exception class, a message pattern or both",
					"Write it as {exception: com.acme.QuotaException, message: 'quota .*', category: RATE_LIMITED}."));
		}
		boolean lost = (exception != null && type == null) || (text != null && message == null);
		return (noCondition || category == null || lost) ? null : new FailureRule(type, message, category);
	}

	private @Nullable String anyOrigin(String key) {
		for (String part : List.of(".category", ".exception", ".message")) {
			String origin = this.keys.origin(key + part);
			if (origin != null) {
				return origin;
			}
		}
		return null;
	}

	private @Nullable Pattern pattern(String text, String key) {
		try {
			return Pattern.compile(text);
		}
		catch (PatternSyntaxException ex) {
			this.mistakes.add(new Mistake(key, this.keys.origin(key),
					"is '" + text + "', which is no regular expression: " + ex.getDescription() + " at index "
							+ ex.getIndex(),
					"Correct the pattern; put it in single quotes so that YAML leaves backslashes alone."));
			return null;
		}
	}

}
