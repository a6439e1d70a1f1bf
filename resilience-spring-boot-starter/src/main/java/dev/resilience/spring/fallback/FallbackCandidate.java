package dev.resilience.spring.fallback;

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
 */
public record FallbackCandidate(Method method, int arguments, @Nullable Class<?> failureType) {

	/**
	 * What of the failure this method would be given: the failure itself, or the cause
	 * that its wrapper hides.
	 * @param failure what was thrown
	 * @return the failure, or null if it does not match
	 */
	public @Nullable Throwable match(Throwable failure) {
		if (this.failureType == null || this.failureType.isInstance(failure)) {
			return failure;
		}
		if (!Causes.isWrapper(failure)) {
			return null;
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
	 * How specific its failure type is.
	 * @return the length of the way up to Object; 0 if it takes no failure
	 */
	public int specificity() {
		int depth = 0;
		for (Class<?> type = this.failureType; type != null; type = type.getSuperclass()) {
			depth++;
		}
		return depth;
	}

	/**
	 * Calls it.
	 * @param target the object that has the method
	 * @param callArguments what the protected method was called with
	 * @param failure what was thrown, which must match
	 * @param returnType what the protected method returns
	 * @return what it returns
	 * @throws Throwable what it throws
	 */
	public @Nullable Object invoke(@Nullable Object target, @Nullable Object[] callArguments, Throwable failure,
			Class<?> returnType) throws Throwable {
		try {
			return Primitives.widened(this.method.invoke(target, given(callArguments, failure)), returnType);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Object[] given(@Nullable Object[] callArguments, Throwable failure) {
		if (this.failureType == null && this.arguments == callArguments.length) {
			return callArguments;
		}
		@Nullable Object[] given = Arrays.copyOf(callArguments, this.arguments + ((this.failureType != null) ? 1 : 0));
		if (this.failureType != null) {
			given[this.arguments] = match(failure);
		}
		return given;
	}

}
