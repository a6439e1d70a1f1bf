package dev.resilience.spring.intercept;

import java.util.function.Supplier;

import dev.resilience.pipeline.Pipeline;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;

/**
 * The one interceptor: sends a call down the pipeline of its method. It gets the
 * pipelines at its first call, because it is made before any bean that they need.
 */
final class ResilienceInterceptor implements MethodInterceptor {

	private final Supplier<Pipelines> lookup;

	private final @Nullable RunningTransactions transactions = RunningTransactions
		.present(ResilienceInterceptor.class.getClassLoader());

	/** Written by whoever comes first; all write the same. */
	private volatile @Nullable Pipelines pipelines;

	ResilienceInterceptor(Supplier<Pipelines> lookup) {
		this.lookup = lookup;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
		Pipeline pipeline = pipelines().get(invocation.getMethod(), targetClass);
		if (pipeline == null || pipeline.isPassThrough() || isIntercepted(target)) {
			return invocation.proceed();
		}
		if (this.transactions != null) {
			this.transactions.check(pipeline.site());
		}
		return pipeline.call(new MethodCall(pipeline.site(), invocation));
	}

	/**
	 * Whether there is a proxy of ours around an object already, or around what stands
	 * behind it. One object may be several beans, and Spring makes a proxy for each; what
	 * protects it must hold once all the same.
	 */
	static boolean isIntercepted(@Nullable Object object) {
		for (Object layer = object; layer instanceof Advised advised; layer = AopProxyUtils.getSingletonTarget(layer)) {
			for (Advisor advisor : advised.getAdvisors()) {
				if (advisor instanceof ResilienceAdvisor) {
					return true;
				}
			}
		}
		return false;
	}

	private Pipelines pipelines() {
		Pipelines known = this.pipelines;
		if (known == null) {
			known = this.lookup.get();
			this.pipelines = known;
		}
		return known;
	}

}
