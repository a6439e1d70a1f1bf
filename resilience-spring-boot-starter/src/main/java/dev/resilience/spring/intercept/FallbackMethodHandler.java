package dev.resilience.spring.intercept;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.resilience.fallback.FallbackHandler;
import dev.resilience.policy.Call;
import dev.resilience.spring.fallback.FallbackCandidate;
import dev.resilience.spring.fallback.MethodSignature;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;

/** Answers with what a fallback method returns. */
final class FallbackMethodHandler implements FallbackHandler {

	/** The most specific failure type first. */
	private final List<FallbackCandidate> candidates;

	/** Those that carry annotations of ours themselves. */
	private final Set<FallbackCandidate> protectedToo;

	private final Class<?> returnType;

	/** The bean that has the methods, or null for the object whose method failed. */
	private final @Nullable Supplier<Object> bean;

	FallbackMethodHandler(List<FallbackCandidate> candidates, Class<?> returnType, @Nullable Supplier<Object> bean) {
		this.returnType = returnType;
		this.candidates = candidates.stream()
			.sorted(Comparator.comparingInt(FallbackCandidate::specificity).reversed())
			.toList();
		this.protectedToo = candidates.stream()
			.filter((candidate) -> AnnotationReader.isAnnotatedItself(candidate.method()))
			.collect(Collectors.toUnmodifiableSet());
		this.bean = bean;
	}

	/** What can answer, in the order in which it is asked. */
	List<String> signatures() {
		return this.candidates.stream()
			.map((candidate) -> MethodSignature.of(candidate.method(), candidate.method().getDeclaringClass())
				.toString())
			.toList();
	}

	@Override
	public boolean accepts(Call call, Throwable failure) {
		return find(failure) != null;
	}

	@Override
	public @Nullable Object answer(Call call, Throwable failure) throws Throwable {
		FallbackCandidate candidate = find(failure);
		if (candidate == null) {
			throw failure;
		}
		Object target = (this.bean != null) ? this.bean.get() : receiver(candidate, call);
		return candidate.invoke(target, call.arguments(), failure, this.returnType);
	}

	/**
	 * The object itself, so that private fallbacks see its fields; its proxy where the
	 * fallback is protected too.
	 */
	private @Nullable Object receiver(FallbackCandidate candidate, Call call) {
		Object proxy = this.protectedToo.contains(candidate) ? call.proxy() : null;
		return candidate.method().getDeclaringClass().isInstance(proxy) ? proxy : behindProxies(call.target());
	}

	/**
	 * A proxy that somebody else has made of the class is an object of the class too, but
	 * its fields are empty.
	 */
	private static @Nullable Object behindProxies(@Nullable Object target) {
		Object object = target;
		while (object != null && AopUtils.isCglibProxy(object)) {
			Object behind = AopProxyUtils.getSingletonTarget(object);
			if (behind == null) {
				return object;
			}
			object = behind;
		}
		return object;
	}

	/**
	 * The most specific that matches; of two alike, the one that takes the failure itself
	 * and not its cause.
	 */
	private @Nullable FallbackCandidate find(Throwable failure) {
		FallbackCandidate best = null;
		for (FallbackCandidate candidate : this.candidates) {
			Throwable match = candidate.match(failure);
			boolean better = match != null
					&& (best == null || (candidate.specificity() == best.specificity() && match == failure));
			if (better) {
				best = candidate;
			}
		}
		return best;
	}

}
