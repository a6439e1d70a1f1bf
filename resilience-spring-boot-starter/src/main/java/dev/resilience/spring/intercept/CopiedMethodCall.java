package dev.resilience.spring.intercept;

import dev.resilience.policy.CallSite;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * One call of an annotated method around which stand interceptors further in than ours,
 * and which may be run more than once: each attempt has a copy of the invocation.
 */
final class CopiedMethodCall extends MethodCall {

	CopiedMethodCall(CallSite site, MethodInvocation invocation) {
		super(site, invocation);
	}

	@Override
	protected @Nullable Object invoke() throws Throwable {
		return proceed((invocation() instanceof ProxyMethodInvocation repeatable) ? repeatable.invocableClone()
				: invocation());
	}

}
