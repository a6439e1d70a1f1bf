package dev.resilience.failure;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/** Walks from a failure to its causes. */
public final class Causes {

	/** Enough for any honest chain, and an end for one that runs in a circle. */
	private static final int DEEPEST = 50;

	/** By name, because the core does not know Spring. */
	private static final String RESOURCE_ACCESS = "org.springframework.web.client.ResourceAccessException";

	private Causes() {
	}

	/**
	 * The failure and its causes, outermost first.
	 * @param failure what was thrown
	 * @return at least the failure itself; a circle is cut
	 */
	public static List<Throwable> of(Throwable failure) {
		List<Throwable> chain = new ArrayList<>(4);
		for (Throwable link = failure; link != null && chain.size() < DEEPEST; link = cause(link)) {
			Throwable present = link;
			if (chain.stream().anyMatch((known) -> known == present)) {
				break;
			}
			chain.add(link);
		}
		return chain;
	}

	/**
	 * Whether the failure is only a wrapper, through which one looks at its cause.
	 * @param failure what was thrown
	 * @return true for a wrapper that has a cause
	 */
	public static boolean isWrapper(Throwable failure) {
		return cause(failure) != null
				&& (failure instanceof CompletionException || failure instanceof ExecutionException
						|| failure instanceof UndeclaredThrowableException || isResourceAccess(failure));
	}

	/**
	 * The first that is not a wrapper.
	 * @param failure what was thrown
	 * @return the failure itself or one of its causes
	 */
	public static Throwable unwrap(Throwable failure) {
		Throwable link = failure;
		for (int depth = 0; depth < DEEPEST && isWrapper(link); depth++) {
			Throwable cause = cause(link);
			if (cause == null) {
				break;
			}
			link = cause;
		}
		return link;
	}

	/**
	 * Whether the failure is an {@link Error}, wrapped or not.
	 * @param failure what was thrown
	 * @return true for an error, which no policy treats as a backend's failure
	 */
	public static boolean isError(Throwable failure) {
		return failure instanceof Error || unwrap(failure) instanceof Error;
	}

	/**
	 * An exception class that fails at this question has no cause that could be looked
	 * at.
	 */
	private static @Nullable Throwable cause(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static boolean isResourceAccess(Throwable failure) {
		for (@Nullable
		Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(RESOURCE_ACCESS)) {
				return true;
			}
		}
		return false;
	}

}
