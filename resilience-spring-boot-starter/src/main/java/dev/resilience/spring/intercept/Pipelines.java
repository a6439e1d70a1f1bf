package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.resilience.pipeline.Pipeline;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.Protection;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.Mistakes;
import dev.resilience.spring.fallback.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;

/**
 * The pipelines of all protected methods, each compiled when the first bean of its class
 * is made. Safe for use by many threads.
 */
public final class Pipelines implements AopInfrastructureBean {

	private final ResilienceEngine engine;

	private final AnnotationReader annotations;

	private final ProtectionResolver resolver;

	private final Mistakes mistakes;

	private final Runnable lookAtAllBeans;

	private final Map<MethodClassKey, ProtectedMethod> compiled = new ConcurrentHashMap<>();

	/**
	 * From the method as a proxy names it to its pipeline; one entry for each class that
	 * it is called on.
	 */
	private final Map<Method, CopyOnWriteArrayList<MethodPipeline>> byProxyMethod = new ConcurrentHashMap<>();

	/**
	 * Starts without any.
	 * @param engine what the policies come from
	 * @param beans where fallback beans come from
	 * @param mistakes where the mistakes of methods go
	 * @param lookAtAllBeans finds the mistakes of the beans that are not made yet
	 */
	public Pipelines(ResilienceEngine engine, ConfigurableListableBeanFactory beans, Mistakes mistakes,
			Runnable lookAtAllBeans) {
		this.engine = engine;
		this.annotations = new AnnotationReader(this::written);
		this.resolver = new ProtectionResolver(engine, beans);
		this.mistakes = mistakes;
		this.lookAtAllBeans = lookAtAllBeans;
	}

	private Set<PolicyKind> written(String policy) {
		Policy known = this.engine.find(policy);
		return (known != null) ? known.spec().written() : Set.of();
	}

	/**
	 * The pipeline of a call; after the first call of a method on a class this is one
	 * look at a map, by the identity of the method, and allocates nothing.
	 * @param method the method as the proxy names it
	 * @param targetClass the class of the object that it is called on
	 * @return the pipeline
	 * @throws InvalidResilienceConfigurationException if there is a mistake at the method
	 */
	MethodPipeline get(Method method, Class<?> targetClass) {
		CopyOnWriteArrayList<MethodPipeline> known = this.byProxyMethod.computeIfAbsent(method,
				(key) -> new CopyOnWriteArrayList<>());
		for (MethodPipeline pipeline : known) {
			if (pipeline.targetClass() == targetClass) {
				return pipeline;
			}
		}
		MethodPipeline found = MethodPipeline.of(method, targetClass, find(method, targetClass));
		known.addIfAbsent(found);
		return found;
	}

	private @Nullable Pipeline find(Method method, Class<?> targetClass) {
		ProtectedMethod known = compile(AopUtils.getMostSpecificMethod(method, targetClass),
				ClassUtils.getUserClass(targetClass));
		if (known != null && !known.mistakes.isEmpty()) {
			if (this.mistakes.areReported()) {
				throw new InvalidResilienceConfigurationException(known.mistakes);
			}
			// while beans are still made the start ends here, with all that is wrong
			this.lookAtAllBeans.run();
			throw new InvalidResilienceConfigurationException(this.mistakes.all());
		}
		return (known != null) ? known.pipeline : null;
	}

	/**
	 * Compiles one method, unless that is done; notes its mistakes. Where everything is
	 * switched off annotations do nothing, so nothing can be wrong with them.
	 */
	@Nullable ProtectedMethod compile(Method method, Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		ProtectedMethod known = this.compiled.get(key);
		if (known != null) {
			return known;
		}
		AskedPolicies asked = this.engine.isEnabled() ? this.annotations.read(method, targetClass) : null;
		if (asked != null && isOwnFallback(method, asked)) {
			asked = asked.withoutFallback();
		}
		if (asked == null || (asked.policies().isEmpty() && asked.resilient().isEmpty())) {
			return null;
		}
		// not computed inside of the map, which would hold a lock: a fallback value may
		// run the user's constructors
		ProtectedMethod compiled = compile(method, targetClass, asked);
		ProtectedMethod first = this.compiled.putIfAbsent(key, compiled);
		return (first != null) ? first : compiled;
	}

	/** A fallback that stands on a class does not speak for the method that it names. */
	private static boolean isOwnFallback(Method method, AskedPolicies asked) {
		return asked.fallback() != null && asked.fallback().onClass() && asked.fallback().bean() == void.class
				&& asked.fallback().method().equals(method.getName());
	}

	private ProtectedMethod compile(Method called, Class<?> targetClass, AskedPolicies asked) {
		Method method = MethodNames.written(called, targetClass);
		List<Mistake> found = new ArrayList<>();
		Protection protection = this.resolver.resolve(method, targetClass, asked, found);
		found.forEach(this.mistakes::add);
		if (!found.isEmpty() && this.mistakes.areReported()) {
			// a bean of a class that nothing spoke of before the start was over
			throw new InvalidResilienceConfigurationException(found);
		}
		return new ProtectedMethod(targetClass, method, protection,
				found.isEmpty() ? this.engine.pipeline(protection) : null, found);
	}

	/**
	 * The methods that a circuit protects.
	 * @param circuit the circuit's name
	 * @return each as {@code fully.qualified.Class#method}, sorted
	 */
	public Collection<String> methodsOf(String circuit) {
		return this.compiled.values()
			.stream()
			.filter((method) -> circuit.equals(method.protection.policies().get(PolicyKind.CIRCUIT)))
			.map(ProtectedMethod::name)
			.distinct()
			.sorted()
			.toList();
	}

	/**
	 * All protected methods.
	 * @return each once, sorted
	 */
	public List<MethodProtection> methods() {
		Map<String, MethodProtection> methods = new TreeMap<>();
		for (ProtectedMethod method : this.compiled.values()) {
			if (method.pipeline != null) {
				// a bean that was made of an interface is known by both
				MethodProtection described = method.described(method.pipeline, active(method));
				methods.merge(described.name() + " " + described.signature(), described, Pipelines::written);
			}
		}
		return List.copyOf(methods.values());
	}

	/** The class or interface that somebody has written. */
	private static MethodProtection written(MethodProtection one, MethodProtection other) {
		return MethodSignature.isMadeOfInterfaces(one.type()) ? other : one;
	}

	private Set<PolicyKind> active(ProtectedMethod method) {
		Set<PolicyKind> active = EnumSet.noneOf(PolicyKind.class);
		method.protection.policies().forEach((kind, name) -> {
			Policy policy = this.engine.find(name);
			boolean inVain = policy != null && (policy.spec().off().contains(kind)
					|| (kind == PolicyKind.RETRY && policy.spec().retry().maxAttempts() == 1));
			if (!inVain) {
				active.add(kind);
			}
		});
		return active;
	}

	/** A method, what protects it, and what is wrong with it. */
	record ProtectedMethod(Class<?> type, Method method, Protection protection, @Nullable Pipeline pipeline,
			List<Mistake> mistakes) {

		String name() {
			return this.protection.where();
		}

		MethodProtection described(Pipeline known, Set<PolicyKind> active) {
			List<String> fallbacks = (this.protection.fallback() instanceof FallbackMethodHandler handler)
					? handler.signatures() : List.of();
			return new MethodProtection(this.type, this.method, name(),
					MethodSignature.of(this.method, this.type).toString(), this.protection.policies(), active,
					fallbacks, known.site());
		}

	}

}
