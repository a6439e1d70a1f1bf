package dev.resilience.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Answers in place of the method when it fails: with what another method returns, or with
 * the {@code fallback.value} or {@code fallback.empty} of the named policy.
 * <p>
 * A fallback method takes all of the method's parameters or none, then optionally one
 * {@link Throwable} type. Of several overloads the one with the most specific type that
 * matches the failure wins; where none matches, the failure goes on. {@link Error}s and
 * cancellations are never swallowed. What fits is decided when the application starts.
 * <p>
 * Found where {@link Retryable} is found.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Fallback {

	/**
	 * The name of the policy whose {@code fallback} section says which failures are
	 * answered, and with what value if {@link #method()} is left out.
	 * @return the policy's name, or empty for none: then every {@link Exception} is
	 * answered
	 */
	String value() default "";

	/**
	 * The name of the fallback method.
	 * @return a method's name, or empty where the policy has the value
	 */
	String method() default "";

	/**
	 * The class of another bean that has the fallback method.
	 * @return a bean's class, or {@code void} for the object whose method failed
	 */
	Class<?> bean() default void.class;

}
