package dev.resilience.pipeline;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.resilience.ProtectedCalls;
import dev.resilience.Resilience;
import dev.resilience.UnknownPolicyException;
import dev.resilience.check.BackendCheck;
import dev.resilience.check.BackendChecks;
import dev.resilience.check.CheckSpec;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.circuit.Circuits;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/**
 * The engine: the policies at work and the pipelines made of them. Holds the only
 * registry there is. Safe for use by many threads. Not final, so that an aspect which
 * matches every bean of an application can proxy it.
 */
public class ResilienceEngine implements Resilience, Circuits, AutoCloseable {

	private final boolean enabled;

	private final EngineParts parts;

	private final Function<UnknownPolicyException, ? extends RuntimeException> unknownPolicies;

	private final PipelineCompiler compiler;

	private final Map<String, Policy> policies = new TreeMap<>();

	private final Policy noPolicy;

	private final Map<String, CodeCalls> codeCalls = new ConcurrentHashMap<>();

	ResilienceEngine(boolean enabled, List<PolicyKind> order, Collection<PolicySpec> specs, EngineParts parts,
			Function<UnknownPolicyException, ? extends RuntimeException> unknownPolicies) {
		this.enabled = enabled;
		this.parts = parts;
		this.unknownPolicies = unknownPolicies;
		this.compiler = new PipelineCompiler(order, parts);
		for (PolicySpec spec : specs) {
			this.policies.put(spec.name(), new Policy(spec, parts));
		}
		this.noPolicy = new Policy(PolicySpec.builder(Protection.NO_POLICY).build(), parts);
	}

	/**
	 * Starts with no policy and every setting at its default.
	 * @return a builder
	 */
	public static ResilienceEngineBuilder builder() {
		return new ResilienceEngineBuilder();
	}

	/**
	 * Links the pipeline of a method.
	 * @param protection what the method asks for
	 * @return the pipeline
	 * @throws UnknownPolicyException if a policy is not known
	 */
	public Pipeline pipeline(Protection protection) {
		Map<PolicyKind, Policy> asked = new EnumMap<>(PolicyKind.class);
		protection.policies()
			.forEach((kind, name) -> asked.put(kind, isNoPolicy(kind, name) ? this.noPolicy : known(name)));
		String named = protection.named();
		return this.compiler.compile(protection, this.enabled ? PipelineCompiler.active(asked) : Map.of(),
				named.equals(Protection.NO_POLICY) ? this.noPolicy : known(named));
	}

	@Override
	public ProtectedCalls policy(String name) {
		return this.codeCalls.computeIfAbsent(name, (key) -> CodeCalls.of(this, known(key)));
	}

	@Override
	public FailureVerdict classify(Throwable failure) {
		return this.parts.failures().classify(failure);
	}

	@Override
	public Circuit get(String name) {
		return known(name).circuit();
	}

	@Override
	public Collection<Circuit> all() {
		return this.policies.values().stream().map(Policy::circuitIfUsed).<Circuit>mapMulti((circuit, sink) -> {
			if (circuit != null) {
				sink.accept(circuit);
			}
		}).toList();
	}

	/**
	 * The policies, by name.
	 * @return all that are configured
	 */
	public Collection<Policy> policies() {
		return List.copyOf(this.policies.values());
	}

	/**
	 * What counts the fallbacks that name no policy.
	 * @return a policy of that purpose alone
	 */
	public Policy noPolicy() {
		return this.noPolicy;
	}

	/**
	 * A policy by its name.
	 * @param name the name
	 * @return the policy, or null if there is none
	 */
	public @Nullable Policy find(String name) {
		return this.policies.get(name);
	}

	/**
	 * Whether code has asked for a policy, or anybody for its circuit.
	 * @param name the policy's name
	 * @return true if so
	 */
	public boolean isAskedFor(String name) {
		Policy policy = find(name);
		return this.codeCalls.containsKey(name) || (policy != null && policy.circuitIfUsed() != null);
	}

	/**
	 * Whether anything is done at all.
	 * @return false if every pipeline lets calls straight through
	 */
	public boolean isEnabled() {
		return this.enabled;
	}

	/**
	 * Has backends asked whether they are there, by this engine's clock and its rules for
	 * failures. Switching the engine off changes nothing for them.
	 * @param checks what to ask
	 * @param spec how often, and how long each may take
	 * @return the checks; whoever reads them has them run
	 * @throws IllegalArgumentException if a name is blank, or that of two
	 */
	public BackendChecks checks(Collection<? extends BackendCheck> checks, CheckSpec spec) {
		return new BackendChecks(checks, spec, this.parts.time(), this.parts.limits(), this.parts.failures(),
				this.parts.events(), this.parts.threads());
	}

	/**
	 * Which return types are served.
	 * @return the types
	 */
	public ReturnTypes returnTypes() {
		return this.parts.returnTypes();
	}

	ProxyMaker proxies() {
		return this.parts.proxies();
	}

	private static boolean isNoPolicy(PolicyKind kind, String name) {
		return kind == PolicyKind.FALLBACK && name.equals(Protection.NO_POLICY);
	}

	private Policy known(String name) {
		Policy policy = this.policies.get(name);
		if (policy != null) {
			return policy;
		}
		throw this.unknownPolicies.apply(new UnknownPolicyException(name, this.policies.keySet(),
				NearestNames.hint(name, this.policies.keySet())));
	}

	/**
	 * Ends what an application that stops need not wait for. Calls that wait for their
	 * next attempt end at once with their last failure; nobody tries again from now on.
	 * Attempts under way keep their limits, and pipelines go on working. The engine's
	 * threads end as soon as nothing is left for them to do.
	 */
	@Override
	public void close() {
		this.parts.waits().close();
		this.parts.alarm().close();
		this.parts.threads().close();
	}

}
