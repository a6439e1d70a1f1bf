package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;

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

	/**
	 * Makes the advisor.
	 * @param pipelines looked up at the first call
	 */
	public ResilienceAdvisor(Supplier<Pipelines> pipelines) {
		super(new ResilienceInterceptor(pipelines));
		setOrder(ORDER);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return Proxyability.isPossible(targetClass)
				&& AnnotationReader.isAnnotated(AopUtils.getMostSpecificMethod(method, targetClass), targetClass);
	}

}
