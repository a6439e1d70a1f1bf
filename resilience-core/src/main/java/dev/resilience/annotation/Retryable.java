package dev.resilience.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls the method again when it fails in a way that a moment may mend, as the
 * {@code retry} section of the named policy says.
 * <p>
 * On a method, on a class (all its public methods), on an interface or one of its
 * methods, or on an annotation of your own. The nearest wins: the method itself, the
 * methods that it overrides or implements, its class, what that extends. Spring has
 * annotations of the same simple name; this one's {@code value} has no default, so a
 * wrong import does not compile.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Retryable {

	/**
	 * The name of the policy, a key below {@code resilience.policies}.
	 * @return the policy's name
	 */
	String value();

}
