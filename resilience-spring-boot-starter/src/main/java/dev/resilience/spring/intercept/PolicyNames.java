package dev.resilience.spring.intercept;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.resilience.pipeline.NearestNames;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.Protection;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.ReadyMadePolicies;
import dev.resilience.spring.intercept.AskedPolicies.AskedPolicy;

/** Holds the names in annotations against the policies that there are. */
final class PolicyNames {

	private static final Set<String> WORDS_OF_YAML = Set.of("true", "false", "on", "off", "yes", "no", "null", "y",
			"n");

	private final ResilienceEngine engine;

	PolicyNames(ResilienceEngine engine) {
		this.engine = engine;
	}

	/**
	 * The policies that a method goes by.
	 * @param asked what its annotations ask for
	 * @param mistakes where names go that no policy has, each once
	 * @return the known ones; {@link Protection#NO_POLICY} for a fallback without one
	 */
	Map<PolicyKind, String> known(AskedPolicies asked, Collection<Mistake> mistakes) {
		Map<PolicyKind, String> known = new EnumMap<>(PolicyKind.class);
		Map<List<String>, Unknown> unknown = new LinkedHashMap<>();
		asked.policies().forEach((kind, policy) -> {
			boolean fallbackAlone = kind == PolicyKind.FALLBACK && policy.name().isEmpty();
			if (fallbackAlone || this.engine.find(policy.name()) != null) {
				known.put(kind, fallbackAlone ? Protection.NO_POLICY : policy.name());
			}
			else {
				note(unknown, policy, kind);
			}
		});
		for (AskedPolicy policy : asked.resilient()) {
			Policy found = this.engine.find(policy.name());
			if (found == null) {
				note(unknown, policy, PolicyKind.RETRY);
			}
			else if (found.spec().written().isEmpty()) {
				mistakes.add(writesNothing(policy));
			}
		}
		unknown.values().forEach((each) -> mistakes.add(mistake(each)));
		return known;
	}

	private static void note(Map<List<String>, Unknown> unknown, AskedPolicy policy, PolicyKind kind) {
		Unknown known = unknown.computeIfAbsent(List.of(policy.place(), policy.name()),
				(key) -> new Unknown(policy, new TreeSet<>(), new TreeSet<>()));
		known.annotations.add(policy.annotation());
		known.kinds.add(kind);
	}

	/** A name that no policy has, and who asks for it at one place. */
	private record Unknown(AskedPolicy policy, Set<String> annotations, Set<PolicyKind> kinds) {
	}

	private static Mistake writesNothing(AskedPolicy policy) {
		return new Mistake(policy.place(),
				"is @Resilient(\"" + policy.name() + "\"), but that policy and its bases write no section, so nothing "
						+ "would be applied (resilience.defaults alone does not count)",
				"Write at least one of retry, circuit, time-limit, fallback below resilience.policies." + policy.name()
						+ ", or use @Retryable, @CircuitProtected, @TimeLimited.");
	}

	private Mistake mistake(Unknown unknown) {
		String name = unknown.policy.name();
		List<String> known = this.engine.policies().stream().map(Policy::name).toList();
		String what = "names the policy '" + name + "' in " + String.join(", ", unknown.annotations)
				+ ", but there is no such policy; "
				+ (known.isEmpty() ? "none is configured" : "known are " + String.join(", ", known));
		return new Mistake(unknown.policy.place(), what, remedy(name, known, unknown.kinds));
	}

	private static String remedy(String name, List<String> known, Set<PolicyKind> kinds) {
		if (name.isBlank()) {
			return "Write the name of a policy.";
		}
		if (name.equals(Protection.NO_POLICY)) {
			return "Choose another name: meters count under 'none' the fallbacks that have no policy.";
		}
		boolean readyMade = ReadyMadePolicies.NAMES.contains(name);
		String sections = readyMade ? inherited(name, kinds)
				: kinds.stream().map(PolicyNames::yaml).collect(Collectors.joining("\n"));
		String policy = key(name) + ":\n" + sections;
		String add = known.isEmpty() ? "dd to application.yml:\nresilience:\n  policies:\n" + policy.indent(4)
				: "dd below resilience.policies:\n" + policy.indent(2);
		if (readyMade) {
			return "'" + name + "' is ready-made and can only be a policy's base. A" + add.stripTrailing();
		}
		List<String> near = NearestNames.of(name, known);
		return (near.isEmpty() ? "A" : "Did you mean " + String.join(" or ", near) + "? Else a") + add.stripTrailing();
	}

	/** What a ready-made policy leaves open is an answer, but for one of them. */
	private static String inherited(String base, Set<PolicyKind> kinds) {
		boolean unanswered = kinds.contains(PolicyKind.FALLBACK) && !base.equals("optional");
		return "  base: " + base + (unanswered ? "\n" + yaml(PolicyKind.FALLBACK) : "");
	}

	/** YAML and Boot take some names for something else unless they are quoted. */
	private static String key(String name) {
		boolean plain = name.matches("[A-Za-z][\\w-]*") && !WORDS_OF_YAML.contains(name.toLowerCase(Locale.ROOT));
		return plain ? name : "\"[" + name + "]\"";
	}

	/** The section that the annotation asks for. */
	private static String yaml(PolicyKind kind) {
		return switch (kind) {
			case FALLBACK -> "  fallback:\n    empty: true";
			case CIRCUIT -> "  circuit:\n    failure-threshold: 5\n    open-duration: 60s";
			case RETRY -> "  retry:\n    max-attempts: 3";
			case TIME_LIMIT -> "  time-limit:\n    timeout: 2s";
		};
	}

}
