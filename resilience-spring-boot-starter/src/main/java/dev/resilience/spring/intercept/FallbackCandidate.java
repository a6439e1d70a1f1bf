package dev.resilience.spring.intercept;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

import dev.resilience.failure.Causes;
import org.jspecify.annotations.Nullable;

/**
 * A fallback method that fits.
 *
 * @param method the method, made accessible
 * @param arguments how many of the protected method's arguments it takes: all or none
 * @param failureType which failures it takes, or null if it takes none and so answers any
 * @param hasOwnProtection whether it carries annotations of ours itself, so that it has
 * to be called through the proxy if they are to hold
 */
record FallbackCandidate(Method method, int arguments, @Nullable Class<?> failureType, boolean hasOwnProtection) {

	/**
	 * What of the failure this method would be given: the failure itself, or the cause
	 * that its wrapper hides.
	 * @return the failure, or null if it does not match
	 */
	@Nullable Throwable match(Throwable failure) {
		if (this.failureType == null) {
			return failure;
		}
		for (Throwable link : Causes.of(failure)) {
			if (this.failureType.isInstance(link)) {
				return link;
			}
			if (!Causes.isWrapper(link)) {
				return null;
			}
		}
		return null;
	}

	/**
	 * Whether this one is to be preferred to another that takes the same failures: as
	 * Java prefers overloads.
	 */
	boolean isMoreSpecificThan(FallbackCandidate other) {
		if (this.arguments != other.arguments) {
			return this.arguments > other.arguments;
		}
		for (int i = 0; i < this.arguments; i++) {
			if (!other.method.getParameterTypes()[i].isAssignableFrom(this.method.getParameterTypes()[i])) {
				return false;
			}
		}
		return true;
	}

	/** The longer the way up to Object, the more specific; none at all comes last. */
	int specificity() {
		int depth = 0;
		for (Class<?> type = this.failureType; type != null; type = type.getSuperclass()) {
			depth++;
		}
		return depth;
	}

	@Nullable Object invoke(@Nullable Object target, @Nullable Object[] callArguments, Throwable failure, Class<?> returnType)
			throws Throwable {
		@Nullable Object[] given = Arrays.copyOf(callArguments, this.arguments + ((this.failureType != null) ? 1 : 0));
		if (this.failureType != null) {
			given[this.arguments] = match(failure);
		}
		try {
			return Primitives.widened(this.method.invoke(target, given), returnType);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
