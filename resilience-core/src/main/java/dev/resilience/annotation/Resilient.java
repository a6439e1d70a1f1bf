package dev.resilience.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Shorthand for every section that the named policy or its base writes; what only
 * {@code resilience.defaults} writes does not count. Beside it, or on a method below a
 * class's, another annotation replaces just its own kind.
 * <p>
 * Found where {@link Retryable} is found.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Resilient {

	/**
	 * The name of the policy, a key below {@code resilience.policies}.
	 * @return the policy's name
	 */
	String value();

}
