package dev.resilience.spring.intercept;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.policy.PolicyKind;
import dev.resilience.spring.intercept.AskedPolicies.AskedFallback;
import dev.resilience.spring.intercept.AskedPolicies.AskedPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds what the annotations of a method ask for, as Spring finds {@code @Transactional}:
 * on the method, on those that it overrides or implements, on its class, on what that
 * extends. The nearest wins, kind by kind; on one element an annotation of the kind
 * itself wins over {@link Resilient}.
 */
final class AnnotationReader {

	private static final Map<PolicyKind, Class<? extends Annotation>> ANNOTATIONS = Map.of(PolicyKind.RETRY,
			Retryable.class, PolicyKind.CIRCUIT, CircuitProtected.class, PolicyKind.TIME_LIMIT, TimeLimited.class,
			PolicyKind.FALLBACK, Fallback.class);

	/**
	 * So the nearest annotation of a farther level is still farther than any of a nearer
	 * one.
	 */
	private static final int FARTHEST_ON_ONE_LEVEL = 1_000;

	private final Function<String, Set<PolicyKind>> written;

	/**
	 * Makes a reader.
	 * @param written tells which kinds a policy writes, for {@link Resilient}; nothing
	 * for an unknown one
	 */
	AnnotationReader(Function<String, Set<PolicyKind>> written) {
		this.written = written;
	}

	/**
	 * What a method asks for.
	 * @param method the most specific method
	 * @param targetClass the class of the object that it is called on
	 * @return what it asks for, or null if there is no annotation
	 */
	@Nullable AskedPolicies read(Method method, Class<?> targetClass) {
		List<Level> levels = levels(method, targetClass);
		if (levels.isEmpty()) {
			return null;
		}
		Map<PolicyKind, AskedPolicy> policies = new EnumMap<>(PolicyKind.class);
		AskedFallback fallback = null;
		for (PolicyKind kind : PolicyKind.values()) {
			Found found = nearest(kind, levels);
			if (found != null) {
				policies.put(kind, found.policy());
				if (found.annotation.getType() == Fallback.class) {
					fallback = new AskedFallback(found.annotation.getString("method"),
							found.annotation.getClass("bean"), found.level.onClass);
				}
			}
		}
		return new AskedPolicies(policies, fallback, resilient(levels));
	}

	/**
	 * Whether the method asks for anything, whatever that is.
	 * @param method the most specific method
	 * @param targetClass the class of the object that it is called on
	 * @return true if one of our annotations speaks for it
	 */
	static boolean isAnnotated(Method method, Class<?> targetClass) {
		return !levels(method, targetClass).isEmpty();
	}

	/**
	 * Whether an annotation of ours stands on the method itself, or on one that it
	 * overrides.
	 */
	static boolean isAnnotatedItself(Method method) {
		return levels(method, method.getDeclaringClass()).stream().anyMatch((level) -> !level.onClass);
	}

	/** The nearest first; what has none of our annotations is left out. */
	private static List<Level> levels(Method method, Class<?> targetClass) {
		if (targetClass.isInterface() || Proxy.isProxyClass(targetClass)) {
			return levelsOfInterfaces(method,
					targetClass.isInterface() ? new Class<?>[] { targetClass } : targetClass.getInterfaces());
		}
		List<Level> levels = new ArrayList<>();
		addIfAnnotated(levels, method, false);
		List<Method> implemented = implementedByInheritance(method, targetClass);
		implemented.forEach((declared) -> addIfAnnotated(levels, declared, false));
		if (isCoveredByClass(method)) {
			addIfAnnotated(levels, method.getDeclaringClass(), true);
			implemented.forEach((declared) -> addIfAnnotated(levels, declared.getDeclaringClass(), true));
		}
		return levels;
	}

	/**
	 * Of objects that are made of interfaces: what stands on one of them speaks for its
	 * own methods, inherited ones included, and not for those of the others, of which
	 * Spring's proxies bring some.
	 */
	private static List<Level> levelsOfInterfaces(Method method, Class<?>[] interfaces) {
		List<Level> levels = new ArrayList<>();
		List<Class<?>> having = new ArrayList<>();
		for (Class<?> type : interfaces) {
			Method declared = ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes());
			if (declared != null) {
				having.add(type);
				addIfAnnotated(levels, declared, false);
			}
		}
		if (isCoveredByClass(method)) {
			having.forEach((type) -> addIfAnnotated(levels, type, true));
		}
		return levels;
	}

	private static void addIfAnnotated(List<Level> levels, AnnotatedElement element, boolean onClass) {
		Level level = new Level(MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY), onClass,
				levels.size() * FARTHEST_ON_ONE_LEVEL);
		if (level.hasAny()) {
			levels.add(level);
		}
	}

	private static boolean isCoveredByClass(Method method) {
		return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())
				&& !ReflectionUtils.isObjectMethod(method);
	}

	/**
	 * Interface methods that the class implements with a method inherited from a class
	 * that knows nothing of them.
	 */
	private static List<Method> implementedByInheritance(Method method, Class<?> targetClass) {
		if (method.getDeclaringClass() == targetClass || !isCoveredByClass(method)) {
			return List.of();
		}
		return ClassUtils.getAllInterfacesForClassAsSet(targetClass)
			.stream()
			.filter((type) -> !type.isAssignableFrom(method.getDeclaringClass()))
			.map((type) -> ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes()))
			.filter(Objects::nonNull)
			.toList();
	}

	private @Nullable Found nearest(PolicyKind kind, List<Level> levels) {
		Found nearest = null;
		for (Level level : levels) {
			nearest = nearer(nearest, level.find(ANNOTATIONS.get(kind)));
			Found resilient = level.find(Resilient.class);
			if (resilient != null && this.written.apply(resilient.annotation.getString("value")).contains(kind)) {
				nearest = nearer(nearest, resilient);
			}
		}
		return nearest;
	}

	private static Set<AskedPolicy> resilient(List<Level> levels) {
		Set<AskedPolicy> names = new LinkedHashSet<>();
		for (Level level : levels) {
			Found found = level.find(Resilient.class);
			if (found != null) {
				names.add(found.policy());
			}
		}
		return names;
	}

	private static @Nullable Found nearer(@Nullable Found left, @Nullable Found right) {
		if (left == null || right == null) {
			return (left != null) ? left : right;
		}
		return (right.distance() < left.distance()) ? right : left;
	}

	private record Level(MergedAnnotations annotations, boolean onClass, int distance) {

		boolean hasAny() {
			return find(Resilient.class) != null
					|| ANNOTATIONS.values().stream().anyMatch((annotation) -> find(annotation) != null);
		}

		@Nullable Found find(@Nullable Class<? extends Annotation> type) {
			if (type == null) {
				return null;
			}
			MergedAnnotation<? extends Annotation> annotation = this.annotations.get(type);
			return annotation.isPresent() ? new Found(annotation, this) : null;
		}

	}

	private record Found(MergedAnnotation<? extends Annotation> annotation, Level level) {

		int distance() {
			return this.annotation.getAggregateIndex() + this.level.distance;
		}

		AskedPolicy policy() {
			return new AskedPolicy(this.annotation.getString("value"), inWords(),
					this.annotation.getSource() instanceof Class, place());
		}

		private String place() {
			Object source = this.annotation.getSource();
			return (source instanceof Method method) ? method.getDeclaringClass().getName() + "#" + method.getName()
					: (source instanceof Class<?> type) ? type.getName() : String.valueOf(source);
		}

		/** With the user's own annotation that carries it, if it is on one. */
		private String inWords() {
			String own = "@" + this.annotation.getType().getSimpleName();
			return (this.annotation.getDistance() > 0)
					? own + " of @" + this.annotation.getRoot().getType().getSimpleName() : own;
		}

	}

}
