package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.resilience.async.AsyncType;
import dev.resilience.fallback.FallbackHandler;
import dev.resilience.fallback.FallbackValue;
import dev.resilience.pipeline.NearestNames;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.Protection;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.BoundValue;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.fallback.FallbackMethods;
import dev.resilience.spring.fallback.MethodSignature;
import dev.resilience.spring.intercept.AskedPolicies.AskedFallback;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Turns what a method's annotations ask for into its protection: policies that exist, a
 * fallback that fits. Finds everything that is wrong with the method, not just the first.
 */
final class ProtectionResolver {

	private final ResilienceEngine engine;

	private final PolicyNames names;

	private final ConfigurableListableBeanFactory beans;

	ProtectionResolver(ResilienceEngine engine, ConfigurableListableBeanFactory beans) {
		this.engine = engine;
		this.names = new PolicyNames(engine);
		this.beans = beans;
	}

	/**
	 * Resolves one method.
	 * @param mistakes where the method's mistakes go
	 * @return the protection, to be used only if there was no mistake
	 */
	Protection resolve(Method method, Class<?> targetClass, AskedPolicies asked, List<Mistake> mistakes) {
		String where = MethodNames.of(method, targetClass);
		Mistake obstacle = Proxyability.obstacle(where, method, targetClass);
		if (obstacle != null) {
			mistakes.add(obstacle);
		}
		Proxyability.namesakes(method)
			.forEach((namesake) -> mistakes
				.add(new Mistake(where, "carries both an annotation of dev.resilience.annotation and @" + namesake
						+ ": retries would multiply", "Keep one of the two; check the imports.")));
		if (AnnotationReader.isAnnotatedItself(method) && MergedAnnotations.from(method).isPresent(Bean.class)) {
			mistakes.add(new Mistake(where,
					"is a @Bean method, so its annotation would protect the making of the bean, "
							+ "once, and none of the bean's methods",
					"Write it on the bean's class, or on its interface."));
		}
		Type returnType = MethodSignature.of(method, targetClass).returned();
		Class<?> rawType = ResolvableType.forType(returnType).resolve(method.getReturnType());
		AsyncType asyncType = this.engine.returnTypes().asyncType(rawType);
		String returnProblem = this.engine.returnTypes().problem(method, rawType);
		if (returnProblem != null) {
			mistakes.add(new Mistake(where, "cannot be protected: " + returnProblem,
					"Take the annotation off, or change the return type."));
		}
		asked.resilient().forEach((resilient) -> this.names.checkResilient(resilient, where, mistakes));
		Map<PolicyKind, String> policies = new EnumMap<>(PolicyKind.class);
		asked.policies().forEach((kind, policy) -> {
			boolean fallbackAlone = kind == PolicyKind.FALLBACK && policy.name().isEmpty();
			if (fallbackAlone || this.names.isKnown(kind, policy, where, mistakes)) {
				policies.put(kind, fallbackAlone ? Protection.NO_POLICY : policy.name());
			}
		});
		checkResult(asyncType, policies, where, mistakes);
		FallbackHandler fallback = policies.containsKey(PolicyKind.FALLBACK)
				? fallback(method, targetClass, returnType, asyncType, policies, asked.fallback(), mistakes) : null;
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

	private @Nullable FallbackHandler fallback(Method method, Class<?> targetClass, Type returnType,
			@Nullable AsyncType asyncType, Map<PolicyKind, String> policies, @Nullable AskedFallback asked,
			List<Mistake> mistakes) {
		if (asked != null && !asked.method().isEmpty()) {
			return methodFallback(method, targetClass, asked, mistakes);
		}
		String name = policies.getOrDefault(PolicyKind.FALLBACK, Protection.NO_POLICY);
		Policy policy = this.engine.find(name);
		PolicySpec spec = (policy != null) ? policy.spec() : PolicySpec.builder(name).build();
		FallbackValue value = spec.fallback().value();
		if (value == null) {
			mistakes
				.add(new Mistake(MethodNames.of(method, targetClass),
						"has a fallback without an answer: the annotation names no method, and " + ((policy != null)
								? "policy '" + name + "' has neither fallback.value nor fallback.empty"
								: "no policy either"),
						"Write @Fallback(method = \"...\"), or give the policy a fallback.value."));
			return null;
		}
		Type valueType = (asyncType != null) ? asyncType.valueType(returnType) : returnType;
		return tryOut(value, valueType, MethodNames.of(method, targetClass), mistakes)
				? Protection.answer(value, returnType, asyncType) : null;
	}

	/** Better now than at the first failure. */
	private static boolean tryOut(FallbackValue value, Type returnType, String where, List<Mistake> mistakes) {
		try {
			if (value instanceof BoundValue bound) {
				bound.check(returnType);
			}
			else {
				value.make(returnType);
			}
			return true;
		}
		catch (RuntimeException ex) {
			Throwable root = NestedExceptionUtils.getMostSpecificCause(ex);
			String key = (value instanceof BoundValue bound) ? bound.key() : "fallback.empty";
			mistakes.add(new Mistake(where,
					"returns " + returnType.getTypeName() + ", which " + key + " does not bind to: "
							+ withoutFullStop(root.getMessage()),
					"Write a value of that type at " + key + ", or name a fallback method."));
			return false;
		}
	}

	private static String withoutFullStop(@Nullable String text) {
		return (text != null) ? text.replaceAll("\\.$", "") : "it fails";
	}

	private @Nullable FallbackHandler methodFallback(Method method, Class<?> targetClass, AskedFallback asked,
			List<Mistake> mistakes) {
		boolean ofBean = asked.bean() != void.class;
		Class<?> owner = ofBean ? asked.bean() : targetClass;
		FallbackMethods found = new FallbackMethods(method, targetClass, owner, asked.method());
		String where = MethodNames.of(method, targetClass);
		if (found.fitting().isEmpty()) {
			mistakes.add(misfit(where, owner, asked.method(), found));
			return null;
		}
		found.ambiguous()
			.forEach((pair) -> mistakes
				.add(new Mistake(where, "has a fallback that is ambiguous: of " + pair + " neither is more specific",
						"Keep one of the two, or give one another name.")));
		new FallbackChain(method).circle(owner, asked, found.fitting())
			.ifPresent((circle) -> mistakes.add(new Mistake(where, "has a fallback that leads back to it: " + circle,
					"Let one of them have no fallback.")));
		Supplier<Object> bean = ofBean ? bean(owner, where, mistakes) : null;
		return (ofBean && bean == null) ? null
				: new FallbackMethodHandler(found.fitting(), method.getReturnType(), bean);
	}

	private @Nullable Supplier<Object> bean(Class<?> type, String where, List<Mistake> mistakes) {
		List<String> names = candidates(type);
		if (names.size() != 1) {
			mistakes.add(new Mistake(where,
					"names " + type.getName() + " as the bean that has its fallback, but there "
							+ (names.isEmpty() ? "is no such bean" : "are several: " + String.join(", ", names)),
					"Make it one bean, or put the fallback method into the same class."));
			return null;
		}
		return () -> this.beans.getBean(type);
	}

	/** The beans of a type; if one of several is primary, that one alone. */
	private List<String> candidates(Class<?> type) {
		List<String> names = List.of(this.beans.getBeanNamesForType(type, true, false));
		List<String> primary = names.stream()
			.filter((name) -> this.beans.containsBeanDefinition(name) && this.beans.getBeanDefinition(name).isPrimary())
			.toList();
		return (primary.size() == 1) ? primary : names;
	}

	private static Mistake misfit(String where, Class<?> owner, String name, FallbackMethods found) {
		String wanted = "one as " + found.wanted(name) + ", with a Throwable as last parameter if you like.";
		if (!found.misfits().isEmpty()) {
			List<String> reasons = new ArrayList<>(found.misfits());
			return new Mistake(where,
					"has a fallback method '" + name + "' that does not fit: " + String.join("; ", reasons),
					"Write " + wanted);
		}
		List<String> nearest = NearestNames.of(name, found.otherNames());
		return new Mistake(where,
				"names the fallback method '" + name + "', which " + owner.getName() + " does not have",
				(nearest.isEmpty() ? "Write " : "Did you mean " + String.join(" or ", nearest) + "? Else write ")
						+ wanted);
	}

}
