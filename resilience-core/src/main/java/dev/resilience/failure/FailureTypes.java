package dev.resilience.failure;

import java.util.List;

/**
 * A list of exception classes as users write them: subclasses match, and so do causes.
 *
 * @param classes the classes
 */
public record FailureTypes(List<Class<? extends Throwable>> classes) {

	/** The list that matches nothing. */
	public static final FailureTypes NONE = new FailureTypes(List.of());

	public FailureTypes {
		classes = List.copyOf(classes);
	}

	/**
	 * A list of the given classes.
	 * @param classes the classes
	 * @return the list
	 */
	@SafeVarargs
	@SuppressWarnings("varargs")
	public static FailureTypes of(Class<? extends Throwable>... classes) {
		return new FailureTypes(List.of(classes));
	}

	/**
	 * Whether nothing is listed.
	 * @return true for the empty list
	 */
	public boolean isEmpty() {
		return this.classes.isEmpty();
	}

	/**
	 * Whether the failure or one of its causes is of a listed class.
	 * @param failure what was thrown
	 * @return true if one matches
	 */
	public boolean matches(Throwable failure) {
		if (this.classes.isEmpty()) {
			return false;
		}
		for (Throwable link : Causes.of(failure)) {
			for (Class<?> type : this.classes) {
				if (type.isInstance(link)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Whether this very class is listed, not one above it.
	 * @param type the class
	 * @return true if it is
	 */
	public boolean names(Class<?> type) {
		return this.classes.contains(type);
	}

}
