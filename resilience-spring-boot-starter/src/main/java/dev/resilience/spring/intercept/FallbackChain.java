package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.resilience.spring.fallback.FallbackCandidate;
import dev.resilience.spring.fallback.FallbackMethods;
import dev.resilience.spring.intercept.AskedPolicies.AskedFallback;
import org.jspecify.annotations.Nullable;

/**
 * Follows fallbacks that have fallbacks themselves, to find a chain that would never end.
 */
final class FallbackChain {

	private final AnnotationReader annotations = new AnnotationReader((policy) -> Set.of());

	private final Method start;

	private final List<Method> way = new ArrayList<>();

	FallbackChain(Method start) {
		this.start = start;
		this.way.add(start);
	}

	/**
	 * The methods of a circle that comes back to the start, in their order.
	 * @param target the class of the object whose method has the fallback
	 * @param owner the class that has the fallback
	 */
	Optional<List<Method>> circle(Class<?> target, Class<?> owner, AskedFallback asked) {
		return circle(owner, asked, new FallbackMethods(last(), target, owner, asked.method()).fitting());
	}

	/** The same, where the fallbacks of the first step are known. */
	Optional<List<Method>> circle(Class<?> owner, AskedFallback asked, List<FallbackCandidate> fallbacks) {
		for (FallbackCandidate candidate : fallbacks) {
			Method next = candidate.method();
			if (next.equals(this.start)) {
				return Optional.of(List.copyOf(this.way));
			}
			AskedFallback further = this.way.contains(next) ? null : fallbackOf(next, asked.bean() != void.class);
			if (further != null) {
				this.way.add(next);
				Optional<List<Method>> circle = circle(owner, (further.bean() != void.class) ? further.bean() : owner,
						further);
				if (circle.isPresent()) {
					return circle;
				}
				this.way.remove(next);
			}
		}
		return Optional.empty();
	}

	/**
	 * On the same object only what stands on the fallback itself holds; on another bean,
	 * what stands on its class too.
	 */
	private @Nullable AskedFallback fallbackOf(Method method, boolean ofOtherBean) {
		AskedPolicies asked = this.annotations.read(method, method.getDeclaringClass());
		AskedFallback fallback = (asked != null) ? asked.fallback() : null;
		boolean holds = fallback != null && !fallback.method().isEmpty() && (ofOtherBean || !fallback.onClass());
		return holds ? fallback : null;
	}

	private Method last() {
		return this.way.get(this.way.size() - 1);
	}

}
