package dev.resilience.spring.intercept;

import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/** One call of an annotated method. */
final class MethodCall extends Call {

	private final MethodInvocation invocation;

	MethodCall(CallSite site, MethodInvocation invocation) {
		super(site);
		this.invocation = invocation;
	}

	/**
	 * An invocation can proceed once only: it counts the interceptors that it has passed.
	 * So where there may be more attempts, each has a copy.
	 */
	@Override
	protected @Nullable Object invoke() throws Throwable {
		if (site().repeats() && this.invocation instanceof ProxyMethodInvocation repeatable) {
			return proceed(repeatable.invocableClone());
		}
		return proceed(this.invocation);
	}

	/**
	 * Aspects that stand inside of ours look up the present invocation by thread, so
	 * another thread has to be told of it.
	 */
	private @Nullable Object proceed(MethodInvocation attempt) throws Throwable {
		return site().detached() ? ExposeInvocationInterceptor.INSTANCE.invoke(attempt) : attempt.proceed();
	}

	@Override
	public @Nullable Object[] arguments() {
		return this.invocation.getArguments();
	}

	@Override
	public @Nullable Object proxy() {
		return (this.invocation instanceof ProxyMethodInvocation known) ? known.getProxy() : null;
	}

	@Override
	public @Nullable Object target() {
		return this.invocation.getThis();
	}

}
