package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/**
 * Puts the interceptor around every annotated method. Inside of method security, outside
 * of {@code @Transactional} and {@code @Cacheable}, which stand at the lowest precedence.
 * <p>
 * It has no bean injected: an advisor whose dependencies are still being made is passed
 * over in silence, and the beans made meanwhile would stay unprotected. Nor does it know
 * the environment, which ahead-of-time processing does not have; whether a policy is
 * switched on is asked by the pipeline.
 */
public final class ResilienceAdvisor extends StaticMethodMatcherPointcutAdvisor {

	/** Leaves room on both sides. */
	public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	private final SingletonSupplier<Pipelines> pipelines;

	private final @Nullable RunningTransactions transactions = RunningTransactions
		.present(ResilienceAdvisor.class.getClassLoader());

	/**
	 * Makes the advisor.
	 * @param pipelines looked up at the first call
	 */
	public ResilienceAdvisor(Supplier<Pipelines> pipelines) {
		this.pipelines = SingletonSupplier.of(pipelines);
		setOrder(ORDER);
	}

	/** Asked by Spring when it puts together the interceptors of a method. */
	@Override
	public Advice getAdvice() {
		return new ResilienceInterceptor(this.pipelines, this.transactions);
	}

	/** Not by its advice, which is another one each time. */
	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return Proxyability.isPossible(targetClass)
				&& AnnotationReader.isAnnotated(AopUtils.getMostSpecificMethod(method, targetClass), targetClass);
	}

}
