package dev.resilience.spring.intercept;

import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

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
			return repeatable.invocableClone().proceed();
		}
		return this.invocation.proceed();
	}

	@Override
	public @Nullable Object[] arguments() {
		return this.invocation.getArguments();
	}

	/** The proxy through which the call came, or null if that is not known. */
	@Nullable Object proxy() {
		return (this.invocation instanceof ProxyMethodInvocation known) ? known.getProxy() : null;
	}

	@Override
	public @Nullable Object target() {
		return this.invocation.getThis();
	}

}
