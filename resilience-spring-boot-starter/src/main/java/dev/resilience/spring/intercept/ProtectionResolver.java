package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import dev.resilience.async.AsyncType;
import dev.resilience.fallback.FallbackHandler;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.Protection;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.fallback.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Turns what a method's annotations ask for into its protection: policies that exist, a
 * fallback that fits. Finds everything that is wrong with the method, not just the first.
 */
final class ProtectionResolver {

	private final ResilienceEngine engine;

	private final PolicyNames names;

	private final FallbackResolver fallbacks;

	ProtectionResolver(ResilienceEngine engine, ConfigurableListableBeanFactory beans) {
		this.engine = engine;
		this.names = new PolicyNames(engine);
		this.fallbacks = new FallbackResolver(engine, beans);
	}

	/**
	 * Resolves one method.
	 * @param mistakes where the method's mistakes go
	 * @return the protection, to be used only if there was no mistake
	 */
	Protection resolve(Method method, Class<?> targetClass, AskedPolicies asked, List<Mistake> mistakes) {
		String where = MethodNames.of(method, targetClass);
		Proxyability.check(where, method, targetClass, asked, mistakes);
		Type returnType = MethodSignature.of(method, targetClass).returned();
		Class<?> rawType = ResolvableType.forType(returnType).resolve(method.getReturnType());
		AsyncType asyncType = this.engine.returnTypes().asyncType(rawType);
		String returnProblem = this.engine.returnTypes().problem(method, rawType);
		if (returnProblem != null) {
			mistakes.add(new Mistake(where, "cannot be protected: " + returnProblem,
					"Take the annotation off, or change the return type."));
		}
		Map<PolicyKind, String> policies = this.names.known(asked, mistakes);
		checkResult(asyncType, policies, where, mistakes);
		FallbackHandler fallback = policies.containsKey(PolicyKind.FALLBACK)
				? this.fallbacks.resolve(new FallbackResolver.Wanted(method, targetClass, returnType, asyncType,
						policies.get(PolicyKind.FALLBACK)), asked, mistakes)
				: null;
		if (fallback == null) {
			policies.remove(PolicyKind.FALLBACK);
		}
		return new Protection(where, policies, fallback, asyncType, rawType == Object.class);
	}

	private void checkResult(@Nullable AsyncType asyncType, Map<PolicyKind, String> policies, String where,
			List<Mistake> mistakes) {
		Policy retry = this.engine.find(policies.getOrDefault(PolicyKind.RETRY, Protection.NO_POLICY));
		if (asyncType != null && !asyncType.hasOneResult() && retry != null
				&& retry.spec().retry().retryOnResult() != null) {
			mistakes.add(new Mistake(where,
					"returns a stream, but policy '" + retry.name() + "' has retry.retry-on-result, and there is no "
							+ "one result to look at",
					"Let the method return a Mono, or name a policy without that key."));
		}
	}

}
