package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.resilience.async.AsyncType;
import dev.resilience.fallback.FallbackHandler;
import dev.resilience.fallback.FallbackValue;
import dev.resilience.pipeline.NearestNames;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.Protection;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.BoundValue;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.fallback.FallbackMethods;
import dev.resilience.spring.intercept.AskedPolicies.AskedFallback;
import dev.resilience.spring.intercept.AskedPolicies.AskedPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds what answers in place of a method: a method, or what a policy has. */
final class FallbackResolver {

	private final ResilienceEngine engine;

	private final ConfigurableListableBeanFactory beans;

	FallbackResolver(ResilienceEngine engine, ConfigurableListableBeanFactory beans) {
		this.engine = engine;
		this.beans = beans;
	}

	/**
	 * What wants an answer.
	 *
	 * @param policy the name of the policy that the fallback goes by
	 */
	record Wanted(Method method, Class<?> targetClass, Type returnType, @Nullable AsyncType asyncType, String policy) {

		String where() {
			return MethodNames.of(this.method, this.targetClass);
		}

	}

	/**
	 * Resolves one method's fallback.
	 * @param mistakes where mistakes go
	 * @return what answers, or null if there is nothing
	 */
	@Nullable FallbackHandler resolve(Wanted wanted, AskedPolicies asked, Collection<Mistake> mistakes) {
		AskedFallback annotation = asked.fallback();
		AskedPolicy policy = asked.policies().get(PolicyKind.FALLBACK);
		String place = (policy != null && policy.onClass()) ? policy.place() : wanted.where();
		return (annotation != null && !annotation.method().isEmpty()) ? method(wanted, annotation, place, mistakes)
				: value(wanted, place, mistakes);
	}

	private @Nullable FallbackHandler value(Wanted wanted, String place, Collection<Mistake> mistakes) {
		Policy policy = this.engine.find(wanted.policy());
		FallbackValue value = (policy != null) ? policy.spec().fallback().value() : null;
		if (value == null) {
			mistakes.add((policy != null)
					? new Mistake(place,
							"has a fallback without an answer: the annotation names no method, and policy '"
									+ policy.name() + "' has neither fallback.value nor fallback.empty",
							"Write @Fallback(method = \"...\"), or give the policy a fallback.value.")
					: new Mistake(place,
							"has a fallback without an answer: the annotation names no method and no policy",
							"Write @Fallback(method = \"...\"), or name a policy that has a fallback.value."));
			return null;
		}
		AsyncType later = wanted.asyncType();
		Type type = (later != null) ? later.valueType(wanted.returnType()) : wanted.returnType();
		String problem = (value instanceof BoundValue bound) ? problem(bound, type) : problem(value, type);
		if (problem != null) {
			mistakes
				.add(new Mistake(wanted.where(), "needs an answer of type " + type.getTypeName() + ", but " + problem,
						"Write a value of that type there, or name a fallback method."));
			return null;
		}
		return Protection.answer(value, wanted.returnType(), later);
	}

	/** Better tried now than at the first failure. */
	private static @Nullable String problem(BoundValue value, Type type) {
		String problem = value.problem(type);
		return (problem != null) ? value.place() + " " + problem : null;
	}

	private static @Nullable String problem(FallbackValue value, Type type) {
		try {
			value.make(type);
			return null;
		}
		catch (RuntimeException ex) {
			return "none is made by fallback.empty: " + ex.getMessage();
		}
	}

	private @Nullable FallbackHandler method(Wanted wanted, AskedFallback asked, String place,
			Collection<Mistake> mistakes) {
		boolean ofBean = asked.bean() != void.class;
		Class<?> owner = ofBean ? asked.bean() : wanted.targetClass();
		FallbackMethods found = new FallbackMethods(wanted.method(), wanted.targetClass(), owner, asked.method());
		if (found.fitting().isEmpty()) {
			mistakes.add(misfit(wanted, owner, asked, place, found));
			return null;
		}
		found.ambiguous()
			.forEach((pair) -> mistakes.add(new Mistake(wanted.where(),
					"has a fallback that is ambiguous: of " + pair + " neither is more specific",
					"Keep one of the two, or give one another name.")));
		new FallbackChain(wanted.method()).circle(owner, asked, found.fitting())
			.ifPresent((circle) -> mistakes.add(circle(circle)));
		Supplier<Object> bean = ofBean ? bean(owner, wanted.where(), mistakes) : null;
		return (ofBean && bean == null) ? null
				: new FallbackMethodHandler(found.fitting(), wanted.method().getReturnType(), bean);
	}

	/** The same words from wherever somebody comes into the circle. */
	private static Mistake circle(List<Method> circle) {
		List<String> names = new ArrayList<>(
				circle.stream().map((method) -> MethodNames.of(method, method.getDeclaringClass())).toList());
		Collections.rotate(names, -names.indexOf(Collections.min(names)));
		return new Mistake(names.get(0),
				"has a fallback that leads back to it: "
						+ names.stream()
							.map((name) -> name.substring(name.indexOf('#') + 1))
							.collect(Collectors.joining(" -> ", "", " -> "))
						+ names.get(0).substring(names.get(0).indexOf('#') + 1),
				"Let one of them have no fallback.");
	}

	private @Nullable Supplier<Object> bean(Class<?> type, String where, Collection<Mistake> mistakes) {
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

	private static Mistake misfit(Wanted wanted, Class<?> owner, AskedFallback asked, String place,
			FallbackMethods found) {
		String name = asked.method();
		String like = "one as " + found.wanted(name) + ", with a Throwable as last parameter if you like.";
		if (!found.misfits().isEmpty()) {
			return new Mistake(wanted.where(),
					"has a fallback method '" + name + "' that does not fit: " + String.join("; ", found.misfits()),
					"Change it to " + like);
		}
		if (name.equals(wanted.method().getName()) && owner == wanted.targetClass()) {
			return new Mistake(place, "names itself as its fallback", "Name another method.");
		}
		// what stands on a class is one mistake, so all its methods must say the same
		Set<String> others = new TreeSet<>(found.otherNames());
		if (asked.onClass()) {
			others.add(wanted.method().getName());
		}
		List<String> near = NearestNames.of(name, others);
		String write = near.isEmpty() ? "Write " : "Did you mean " + String.join(" or ", near) + "? Else write ";
		return new Mistake(place,
				"names the fallback method '" + name + "', which " + owner.getName() + " does not have",
				write + (asked.onClass()
						? "one that takes what the methods take, or nothing, and returns what they return." : like));
	}

}
