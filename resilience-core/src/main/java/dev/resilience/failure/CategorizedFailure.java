package dev.resilience.failure;

/** An exception that knows its own category, as all of this library's do. */
public interface CategorizedFailure {

	/**
	 * The kind of failure that this exception stands for.
	 * @return the category
	 */
	FailureCategory category();

}
