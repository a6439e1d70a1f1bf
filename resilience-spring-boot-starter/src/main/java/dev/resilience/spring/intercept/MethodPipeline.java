package dev.resilience.spring.intercept;

import java.lang.reflect.Method;

import dev.resilience.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;

/**
 * The pipeline of a method on one class of objects.
 *
 * @param method the method as a proxy names it
 * @param targetClass the class
 * @param pipeline the pipeline, or null if there is nothing to do: the method turns out
 * not to be protected, or all that it asks for is switched off
 * @param mayBeProxy whether an object of the class may be a proxy itself; asked once,
 * because to ask an object that is none takes as long as a vote of a circuit
 */
record MethodPipeline(Method method, Class<?> targetClass, @Nullable Pipeline pipeline, boolean mayBeProxy) {

	static MethodPipeline of(Method method, Class<?> targetClass, @Nullable Pipeline pipeline) {
		boolean walks = pipeline != null && !pipeline.isPassThrough();
		return new MethodPipeline(method, targetClass, walks ? pipeline : null,
				Advised.class.isAssignableFrom(targetClass));
	}

	/** A proxy names a method by the same instance each time. */
	boolean isFor(Method method, Class<?> targetClass) {
		return this.method == method && this.targetClass == targetClass;
	}

}
