package dev.resilience.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Refuses calls while the backend is known to be ill, as the {@code circuit} section of
 * the named policy says. All methods that name one policy share one circuit, which bears
 * the policy's name.
 * <p>
 * Found where {@link Retryable} is found.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface CircuitProtected {

	/**
	 * The name of the policy, a key below {@code resilience.policies}.
	 * @return the policy's name
	 */
	String value();

}
