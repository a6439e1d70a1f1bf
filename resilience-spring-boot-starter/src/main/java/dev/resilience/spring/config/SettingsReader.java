package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTemper;
import dev.resilience.pipeline.NearestNames;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.Protection;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.EffectiveValue.Source;
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

	static final ConfigurationPropertyName POLICIES = ROOT.append("policies");

	private final Environment environment;

	private final Mistakes mistakes;

	private final BoundKeys keys = new BoundKeys();

	private final ClassNames classNames;

	private final ReadyMadePolicies readyMade;

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
		this.readyMade = new ReadyMadePolicies(this.keys, new ValueMistakes(environment, mistakes));
	}

	/**
	 * What the settings are bound to, for whoever must keep it reachable by reflection.
	 * @return the record at the root
	 */
	public static Class<?> boundType() {
		return ResilienceProperties.class;
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
		List<EffectivePolicy> policies = new ArrayList<>();
		for (String name : names(properties)) {
			PolicyLevels levels = PolicyLevels.of(name, properties, this.readyMade, this.keys, this.mistakes);
			PolicySpec spec = new PolicyFactory(levels, this.keys, this.classNames, this.mistakes).create(name, answers,
					resultPredicates);
			policies.add(new EffectivePolicy(spec, this.keys.origin(PolicyLevels.key(name)), levels.bases(),
					PolicyValues.of(spec, levels, this.keys, this.environment)));
		}
		ResilienceProperties.Failures failures = properties.failures();
		boolean permanent = failures != null && failures.unknown() == UnknownFailures.PERMANENT;
		boolean includeMessages = properties.logging() != null
				&& Boolean.TRUE.equals(properties.logging().includeMessages());
		boolean observeCalls = properties.observation() != null
				&& Boolean.TRUE.equals(properties.observation().enabled());
		boolean enabled = !Boolean.FALSE.equals(properties.enabled());
		List<PolicyKind> order = new KindOrder(this.keys, this.mistakes).read(properties.order());
		List<FailureRule> rules = new FailureRules(this.keys, this.classNames, this.mistakes)
			.read((failures != null) ? failures.rules() : null);
		int maxWorkers = maxWorkers(properties.workers());
		List<String> downWhenOpen = downWhenOpen(properties.health(), policies);
		CheckSettings checks = new ChecksReader(this.keys, this.mistakes).read(properties.checks());
		Map<String, EffectiveValue> values = new LinkedHashMap<>();
		put(values, "enabled", enabled);
		put(values, "order", order.stream().map(PolicyKind::key).toList());
		put(values, "failures.unknown", permanent ? "permanent" : "transient");
		put(values, "failures.rules", rules.stream().map(FailureRules::inWords).toList());
		put(values, "workers.max", maxWorkers);
		put(values, "logging.include-messages", includeMessages);
		put(values, "observation.enabled", observeCalls);
		put(values, "health.down-when-open", downWhenOpen);
		ChecksReader.values(checks).forEach((key, value) -> put(values, "checks." + key, value));
		return new ResilienceSettings(enabled, order, permanent ? FailureTemper.PERMANENT : FailureTemper.TRANSIENT,
				rules, includeMessages, observeCalls, policies, maxWorkers, downWhenOpen, checks, values);
	}

	private void put(Map<String, EffectiveValue> values, String key, Object value) {
		String property = ROOT + "." + key;
		boolean written = this.keys.isWritten(property);
		values.put(key, new EffectiveValue(value, written ? Source.PROPERTY : Source.DEFAULT, written ? property : null,
				this.keys.origin(property)));
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
		ValueMistakes values = new ValueMistakes(this.environment, this.mistakes);
		CollectingBindHandler handler = new CollectingBindHandler(this.keys, values);
		List<ConfigurationPropertySource> sources = YamlOn.readable(ConfigurationPropertySources.get(this.environment));
		BindResult<ResilienceProperties> properties = new Binder(sources,
				new PropertySourcesPlaceholdersResolver(this.environment))
			.bind(ROOT, Bindable.of(ResilienceProperties.class), handler);
		Set<ConfigurationPropertyName> misread = new DroppedNames(this.mistakes).find(sources);
		new UnknownKeys(handler.known(), misread, this.mistakes, values).find(ROOT, sources);
		this.keys.addAll(ROOT, sources);
		return withAllPolicies(properties.isBound() ? properties.get() : ResilienceProperties.NONE);
	}

	/**
	 * A policy that writes nothing but a fallback value is one that the binder has not
	 * seen. One that an environment variable writes too it has seen twice, under two
	 * names that mean the same; each has all values, and the name in the file stays.
	 */
	private ResilienceProperties withAllPolicies(ResilienceProperties properties) {
		Map<String, PolicyProperties> policies = new LinkedHashMap<>();
		if (properties.policies() != null) {
			policies.putAll(properties.policies());
		}
		Map<ConfigurationPropertyName, List<String>> seen = new HashMap<>();
		policies.keySet()
			.forEach((name) -> seen.computeIfAbsent(BoundKeys.name(PolicyLevels.key(name)), (key) -> new ArrayList<>())
				.add(name));
		for (String name : this.keys.elementsBelow(POLICIES)) {
			for (String other : seen.getOrDefault(BoundKeys.name(PolicyLevels.key(name)), List.of())) {
				if (!other.equals(name)) {
					policies.putIfAbsent(name, policies.remove(other));
				}
			}
			policies.putIfAbsent(name, PolicyProperties.NONE);
		}
		return new ResilienceProperties(properties.enabled(), properties.order(), properties.failures(),
				properties.logging(), properties.defaults(), policies, properties.workers(), properties.health(),
				properties.observation(), properties.checks());
	}

	private List<String> names(ResilienceProperties properties) {
		this.keys.severalSpellings(POLICIES).forEach((spellings) -> {
			String key = PolicyLevels.key(spellings.get(0));
			this.mistakes.add(new Mistake(key, this.keys.origin(key),
					"is written in several ways, which Spring Boot takes for one: " + String.join(", ", spellings),
					"Write the name in one way everywhere, as the annotations do."));
		});
		Map<String, PolicyProperties> policies = properties.policies();
		List<String> names = new ArrayList<>((policies != null) ? policies.keySet() : List.of());
		names.removeIf((name) -> {
			if (name.isBlank()) {
				String key = PolicyLevels.key(name);
				this.mistakes.add(new Mistake(key, this.keys.origin(key), "is a policy whose name is empty",
						"Give it a name, which annotations can use."));
			}
			return name.isBlank();
		});
		if (names.remove(Protection.NO_POLICY)) {
			String key = PolicyLevels.key(Protection.NO_POLICY);
			this.mistakes.add(new Mistake(key, this.keys.origin(key), "cannot be a policy's name: meters count under '"
					+ Protection.NO_POLICY + "' the fallbacks that have no policy", "Choose another name."));
		}
		return names;
	}

	/** The circuits that somebody counts on must be there. */
	private List<String> downWhenOpen(ResilienceProperties.@Nullable Health health, List<EffectivePolicy> policies) {
		List<String> circuits = (health != null) ? health.downWhenOpen() : null;
		Set<String> known = new TreeSet<>();
		policies.forEach((policy) -> known.add(policy.spec().name()));
		for (int i = 0; circuits != null && i < circuits.size(); i++) {
			if (!known.contains(circuits.get(i))) {
				String key = "resilience.health.down-when-open";
				String element = this.keys.element(key, i);
				this.mistakes.add(new Mistake(element, this.keys.origin(element),
						"is '" + circuits.get(i) + "', which is no circuit: circuits have the names of policies",
						NearestNames.hint(circuits.get(i), known)));
			}
		}
		return (circuits != null) ? List.copyOf(circuits) : List.of();
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

}
