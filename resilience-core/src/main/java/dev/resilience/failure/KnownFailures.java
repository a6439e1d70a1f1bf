package dev.resilience.failure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The built-in rules for classes. They are known by name, so that libraries which may be
 * absent can stand beside the JDK's own; the nearest class upwards that the table knows
 * decides.
 */
final class KnownFailures implements FailureClassifier {

	private static final Map<String, FailureCategory> CATEGORIES = Map.ofEntries(
			Map.entry("java.util.concurrent.TimeoutException", FailureCategory.TIMEOUT),
			Map.entry("java.net.SocketTimeoutException", FailureCategory.TIMEOUT),
			Map.entry("java.net.http.HttpTimeoutException", FailureCategory.TIMEOUT),
			Map.entry("org.springframework.dao.QueryTimeoutException", FailureCategory.TIMEOUT),

			Map.entry("java.io.IOException", FailureCategory.CONNECTION),
			Map.entry("org.springframework.web.client.ResourceAccessException", FailureCategory.CONNECTION),
			Map.entry("org.springframework.dao.DataAccessResourceFailureException", FailureCategory.CONNECTION),
			Map.entry("org.springframework.dao.RecoverableDataAccessException", FailureCategory.CONNECTION),
			Map.entry("org.springframework.transaction.CannotCreateTransactionException", FailureCategory.CONNECTION),

			Map.entry("org.springframework.dao.TransientDataAccessException", FailureCategory.SERVER_ERROR),

			Map.entry("org.springframework.security.core.AuthenticationException", FailureCategory.AUTHENTICATION),
			Map.entry("org.springframework.security.access.AccessDeniedException", FailureCategory.AUTHENTICATION),

			Map.entry("java.lang.IllegalArgumentException", FailureCategory.INVALID_REQUEST),
			Map.entry("jakarta.validation.ConstraintViolationException", FailureCategory.INVALID_REQUEST),
			Map.entry("org.springframework.dao.NonTransientDataAccessException", FailureCategory.INVALID_REQUEST),

			Map.entry("java.lang.NullPointerException", FailureCategory.PROGRAMMING),
			Map.entry("java.lang.ClassCastException", FailureCategory.PROGRAMMING),
			Map.entry("java.lang.ArithmeticException", FailureCategory.PROGRAMMING),
			Map.entry("java.lang.IndexOutOfBoundsException", FailureCategory.PROGRAMMING),
			Map.entry("java.lang.UnsupportedOperationException", FailureCategory.PROGRAMMING),

			Map.entry("java.lang.InterruptedException", FailureCategory.CANCELLED),
			Map.entry("java.nio.channels.ClosedByInterruptException", FailureCategory.CANCELLED),
			Map.entry("java.util.concurrent.CancellationException", FailureCategory.CANCELLED));

	@Override
	public @Nullable FailureVerdict classify(Throwable failure) {
		if (failure instanceof CategorizedFailure known) {
			return FailureVerdict.of(known.category());
		}
		for (@Nullable
		Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
			FailureCategory category = CATEGORIES.get(type.getName());
			if (category != null) {
				return FailureVerdict.of(category);
			}
		}
		return null;
	}

}
