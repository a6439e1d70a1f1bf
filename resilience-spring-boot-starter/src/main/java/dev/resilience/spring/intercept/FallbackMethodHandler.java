package dev.resilience.spring.intercept;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

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
	private final List<Choice> choices;

	/** The only one, if it answers any failure; that is how most fallbacks are. */
	private final @Nullable Choice unconditional;

	private final Class<?> returnType;

	/** The bean that has the methods, or null for the object whose method failed. */
	private final @Nullable Supplier<Object> bean;

	/**
	 * A class whose objects are no proxies; nearly always the only one. To ask for an
	 * interface that a class does not have is slow.
	 */
	private @Nullable Class<?> bare;

	FallbackMethodHandler(List<FallbackCandidate> candidates, Class<?> returnType, @Nullable Supplier<Object> bean) {
		this.returnType = returnType;
		this.choices = candidates.stream()
			.map(Choice::of)
			.sorted(Comparator.comparingInt(Choice::specificity).reversed())
			.toList();
		this.unconditional = (candidates.size() == 1 && candidates.get(0).failureType() == null) ? this.choices.get(0)
				: null;
		this.bean = bean;
	}

	/** What can answer, in the order in which it is asked. */
	List<String> signatures() {
		return this.choices.stream()
			.map((choice) -> choice.candidate().method())
			.map((method) -> MethodSignature.of(method, method.getDeclaringClass()).toString())
			.toList();
	}

	@Override
	public boolean accepts(Call call, Throwable failure) {
		return find(failure) != null;
	}

	@Override
	public @Nullable Object answer(Call call, Throwable failure) throws Throwable {
		Choice choice = find(failure);
		if (choice == null) {
			throw failure;
		}
		Object target = (this.bean != null) ? this.bean.get() : receiver(choice, call);
		return choice.candidate().invoke(target, call.arguments(), failure, this.returnType);
	}

	/**
	 * The object itself, so that private fallbacks see its fields; its proxy where the
	 * fallback is protected too.
	 */
	private @Nullable Object receiver(Choice choice, Call call) {
		Object proxy = choice.protectedToo() ? call.proxy() : null;
		return (proxy != null && choice.candidate().method().getDeclaringClass().isInstance(proxy)) ? proxy
				: behindProxies(call.target());
	}

	/**
	 * A proxy that somebody else has made of the class is an object of the class too, but
	 * its fields are empty.
	 */
	private @Nullable Object behindProxies(@Nullable Object target) {
		if (target == null || target.getClass() == this.bare) {
			return target;
		}
		if (!AopUtils.isCglibProxy(target)) {
			this.bare = target.getClass();
		}
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
	private @Nullable Choice find(Throwable failure) {
		if (this.unconditional != null) {
			return this.unconditional;
		}
		Choice best = null;
		for (Choice choice : this.choices) {
			Throwable match = choice.candidate().match(failure);
			boolean better = match != null
					&& (best == null || (choice.specificity() == best.specificity() && match == failure));
			if (better) {
				best = choice;
			}
		}
		return best;
	}

	/**
	 * A candidate, and what is asked of it at each failure.
	 *
	 * @param protectedToo whether it carries annotations of ours itself
	 */
	private record Choice(FallbackCandidate candidate, int specificity, boolean protectedToo) {

		static Choice of(FallbackCandidate candidate) {
			return new Choice(candidate, candidate.specificity(),
					AnnotationReader.isAnnotatedItself(candidate.method()));
		}

	}

}
