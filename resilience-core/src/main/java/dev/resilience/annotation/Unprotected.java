package dev.resilience.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that calls to backends are bare here on purpose, and why. It takes no protection
 * away and does nothing when the application runs: it is read by the check of
 * {@code resilience-test} that looks for unprotected calls, and by people.
 * <p>
 * On a method it speaks for the calls in it and for those that are reached through it; on
 * a class, for all its methods that no annotation of ours protects.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Unprotected {

	/**
	 * Why nothing needs to protect these calls, for whoever reads the code next.
	 * @return the reason, not blank
	 */
	String value();

}
