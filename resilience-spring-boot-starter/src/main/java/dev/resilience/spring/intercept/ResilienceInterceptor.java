package dev.resilience.spring.intercept;

import java.lang.reflect.Method;

import dev.resilience.pipeline.Pipeline;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * The one interceptor: sends a call down the pipeline of its method. Spring asks for one
 * for each method of a proxy, so that it knows the pipeline of its calls without a look
 * into any map.
 */
final class ResilienceInterceptor implements MethodInterceptor {

	/** Asked at the first call, because this is made before any bean that they need. */
	private final SingletonSupplier<Pipelines> pipelines;

	private final @Nullable RunningTransactions transactions;

	/**
	 * The pipeline of the first call. Plain, though many may write it: a record is seen
	 * whole or not at all, and who does not see it looks into the map.
	 */
	private @Nullable MethodPipeline first;

	ResilienceInterceptor(SingletonSupplier<Pipelines> pipelines, @Nullable RunningTransactions transactions) {
		this.pipelines = pipelines;
		this.transactions = transactions;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		MethodPipeline known = find(invocation.getMethod(), target);
		Pipeline pipeline = known.pipeline();
		if (pipeline == null || (known.mayBeProxy() && isIntercepted(target))) {
			return invocation.proceed();
		}
		if (this.transactions != null) {
			this.transactions.check(pipeline.site());
		}
		boolean copies = pipeline.site().repeats() && !InterceptorChain.endsWith(this, invocation);
		return pipeline.call(copies ? new CopiedMethodCall(pipeline.site(), invocation)
				: new MethodCall(pipeline.site(), invocation));
	}

	private MethodPipeline find(Method method, @Nullable Object target) {
		Class<?> targetClass = (target != null) ? target.getClass() : method.getDeclaringClass();
		MethodPipeline known = this.first;
		if (known != null && known.isFor(method, targetClass)) {
			return known;
		}
		MethodPipeline found = this.pipelines.obtain().get(method, targetClass);
		if (known == null) {
			this.first = found;
		}
		return found;
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

}
