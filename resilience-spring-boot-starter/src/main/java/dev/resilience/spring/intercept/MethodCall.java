package dev.resilience.spring.intercept;

import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

/** One call of an annotated method. Of 32 bytes, and not to grow without need. */
class MethodCall extends Call {

	private final MethodInvocation invocation;

	MethodCall(CallSite site, MethodInvocation invocation) {
		super(site);
		this.invocation = invocation;
	}

	@Override
	protected @Nullable Object invoke() throws Throwable {
		return proceed(this.invocation);
	}

	final MethodInvocation invocation() {
		return this.invocation;
	}

	/**
	 * Aspects that stand inside of ours look up the present invocation by thread, so
	 * another thread has to be told of it.
	 */
	final @Nullable Object proceed(MethodInvocation attempt) throws Throwable {
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
