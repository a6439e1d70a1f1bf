package dev.resilience.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Ends each attempt, and if {@code total} is set the whole call, after the time that the
 * {@code time-limit} section of the named policy says. A method that returns a plain
 * value stays on the caller's thread and is interrupted, unless the policy has it run on
 * a worker; what a method returns that tells its outcome later fails at the limit, and
 * its source is cancelled.
 * <p>
 * Found where {@link Retryable} is found.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface TimeLimited {

	/**
	 * The name of the policy, a key below {@code resilience.policies}.
	 * @return the policy's name
	 */
	String value();

}
