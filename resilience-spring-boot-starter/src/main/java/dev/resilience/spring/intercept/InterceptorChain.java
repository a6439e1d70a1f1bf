package dev.resilience.spring.intercept;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ReflectiveMethodInvocation;

/**
 * Tells where in the interceptors of a call ours stands. An invocation counts those that
 * it has passed, so it can proceed once only; but the last of them has nothing to pass,
 * and may proceed as often as it likes. For the others Spring makes copies of the
 * invocation, which cost as much as all the rest of a retry that is not needed.
 * <p>
 * The interceptors are in a field that Spring keeps for subclasses. Where it cannot be
 * read nothing is the last.
 */
public final class InterceptorChain {

	/** The field of Spring's invocation that is read; a native image has to be told. */
	public static final String FIELD = "interceptorsAndDynamicMethodMatchers";

	private static final @Nullable VarHandle INTERCEPTORS = find();

	private InterceptorChain() {
	}

	private static @Nullable VarHandle find() {
		try {
			return MethodHandles.privateLookupIn(ReflectiveMethodInvocation.class, MethodHandles.lookup())
				.findVarHandle(ReflectiveMethodInvocation.class, FIELD, List.class);
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

	/** Whether what follows an interceptor is the method itself. */
	static boolean endsWith(MethodInterceptor interceptor, MethodInvocation invocation) {
		if (INTERCEPTORS == null || !(invocation instanceof ReflectiveMethodInvocation known)) {
			return false;
		}
		List<?> interceptors = (List<?>) INTERCEPTORS.get(known);
		return !interceptors.isEmpty() && interceptors.get(interceptors.size() - 1) == interceptor;
	}

}
