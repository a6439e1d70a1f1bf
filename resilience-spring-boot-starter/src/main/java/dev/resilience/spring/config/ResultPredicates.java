package dev.resilience.spring.config;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Finds the predicates that {@code retry-on-result} names. */
@FunctionalInterface
public interface ResultPredicates {

	/**
	 * Finds a predicate; the bean need not be there yet.
	 * @param bean the bean's name
	 * @param key the property that names it
	 * @param origin the file and line of the property, or null where there is none
	 * @return a predicate that looks the bean up when it is first needed
	 */
	Predicate<@Nullable Object> named(String bean, String key, @Nullable String origin);

}
