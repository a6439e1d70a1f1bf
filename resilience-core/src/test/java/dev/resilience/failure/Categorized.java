package dev.resilience.failure;

import org.jspecify.annotations.Nullable;

/** An exception that knows its category. */
final class Categorized extends RuntimeException implements CategorizedFailure {

	private final FailureCategory category;

	Categorized(FailureCategory category) {
		this(category, null);
	}

	Categorized(FailureCategory category, @Nullable Throwable cause) {
		super(cause);
		this.category = category;
	}

	@Override
	public FailureCategory category() {
		return this.category;
	}

}
