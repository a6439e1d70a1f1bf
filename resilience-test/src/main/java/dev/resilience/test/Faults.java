package dev.resilience.test;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.resilience.pipeline.NearestNames;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts fail or last, by policy, where their backends would. A fault comes in
 * place of the method, inside of all policies: they see just what an ill backend would
 * have them see. Safe for use by many threads.
 */
public final class Faults {

	private final Supplier<@Nullable Collection<String>> known;

	private final Map<String, PolicyFaults> faults = new ConcurrentHashMap<>();

	Faults(Supplier<@Nullable Collection<String>> known) {
		this.known = known;
	}

	/**
	 * The faults of one policy, to add to. They hit every attempt of every method that
	 * goes by the policy, whatever kind it names it for, and also if the policy is
	 * switched off.
	 * @param policy the policy's name
	 * @return its faults, always the same object
	 * @throws IllegalArgumentException if there is no such policy
	 */
	public PolicyFaults on(String policy) {
		Collection<String> names = this.known.get();
		if (names != null && !names.contains(policy)) {
			throw new IllegalArgumentException(
					"There is no policy '" + policy + "' to inject faults into. " + NearestNames.hint(policy, names));
		}
		return this.faults.computeIfAbsent(policy, (name) -> new PolicyFaults(name));
	}

	/** Takes back all faults of all policies. */
	public void clear() {
		this.faults.values().forEach(PolicyFaults::clear);
	}

	/** Each policy of the method has its turn, in the order of their names. */
	void happen(FaultyAttempt faulty) throws Throwable {
		Set<String> policies = new TreeSet<>(faulty.attempt().policies());
		for (String policy : policies) {
			PolicyFaults faults = this.faults.get(policy);
			if (faults != null) {
				faults.happen(faulty);
			}
		}
	}

}
