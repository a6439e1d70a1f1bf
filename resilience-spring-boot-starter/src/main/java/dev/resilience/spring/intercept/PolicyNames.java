package dev.resilience.spring.intercept;

import java.util.Collection;
import java.util.List;

import dev.resilience.pipeline.NearestNames;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.intercept.AskedPolicies.AskedPolicy;

/** Holds the names in annotations against the policies that there are. */
final class PolicyNames {

	private final ResilienceEngine engine;

	PolicyNames(ResilienceEngine engine) {
		this.engine = engine;
	}

	/**
	 * Whether there is such a policy.
	 * @param kind what the annotation asks for
	 * @param asked the policy as the annotation names it
	 * @param method the method that the annotation speaks for
	 * @param mistakes where it is noted if there is none
	 */
	boolean isKnown(PolicyKind kind, AskedPolicy asked, String method, Collection<Mistake> mistakes) {
		boolean known = this.engine.find(asked.name()) != null;
		if (!known) {
			mistakes.add(unknown(asked, method, yaml(kind)));
		}
		return known;
	}

	/** A policy that {@code @Resilient} names must exist, and write something. */
	void checkResilient(AskedPolicy asked, String method, Collection<Mistake> mistakes) {
		Policy policy = this.engine.find(asked.name());
		if (policy == null) {
			mistakes.add(unknown(asked, method, yaml(PolicyKind.RETRY)));
		}
		else if (policy.spec().written().isEmpty()) {
			mistakes.add(new Mistake(asked.place(method),
					"is @Resilient(\"" + asked.name()
							+ "\"), but that policy and its bases write no section, so nothing would be applied "
							+ "(resilience.defaults alone does not count)",
					"Write at least one of retry, circuit, time-limit, fallback below resilience.policies."
							+ asked.name() + ", or use @Retryable, @CircuitProtected, @TimeLimited."));
		}
	}

	private Mistake unknown(AskedPolicy asked, String method, String section) {
		List<String> known = this.engine.policies().stream().map(Policy::name).toList();
		if (asked.name().isBlank()) {
			return new Mistake(asked.place(method), "names the policy '' in " + asked.annotation()
					+ ", but a policy has a name; known are " + inWords(known), "Write the name of a policy.");
		}
		List<String> near = NearestNames.of(asked.name(), known);
		String add = "Add to application.yml:\nresilience:\n  policies:\n    " + asked.name() + ":\n" + section;
		return new Mistake(asked.place(method),
				"names the policy '" + asked.name() + "' in " + asked.annotation()
						+ ", but there is no such policy; known are " + inWords(known),
				near.isEmpty() ? add : "Did you mean " + String.join(" or ", near) + "? Else a" + add.substring(1));
	}

	private static String inWords(List<String> known) {
		return known.isEmpty() ? "none" : String.join(", ", known);
	}

	/** The section that the annotation asks for, as YAML to paste. */
	private static String yaml(PolicyKind kind) {
		return switch (kind) {
			case FALLBACK -> "      fallback:\n        empty: true";
			case CIRCUIT -> "      circuit:\n        failure-threshold: 5\n        open-duration: 60s";
			case RETRY -> "      retry:\n        max-attempts: 3";
			case TIME_LIMIT -> "      time-limit:\n        timeout: 2s";
		};
	}

}
