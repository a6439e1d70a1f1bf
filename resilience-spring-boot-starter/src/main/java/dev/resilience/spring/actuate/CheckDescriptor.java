package dev.resilience.spring.actuate;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.resilience.check.CheckResult;
import dev.resilience.failure.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * A backend as the inventory shows it; what there is not is left out.
 *
 * @param status {@code UP} if it was reachable, else {@code DOWN}, whether the
 * application's health minds or not
 * @param latencyMillis how long it took, or was waited for
 * @param at when it was asked
 * @param underWaySince since when the check has been under way, if it hangs
 * @param lastFailure what it failed with last, also if it is reachable again
 */
@JsonInclude(Include.NON_NULL)
record CheckDescriptor(String status, double latencyMillis, Instant at, @Nullable Instant underWaySince,
		@Nullable LastFailureDescriptor lastFailure) {

	static CheckDescriptor of(CheckResult result) {
		CheckResult.LastFailure last = result.lastFailure();
		return new CheckDescriptor(result.reachable() ? "UP" : "DOWN", result.latencyMillis(), result.at(),
				result.underWaySince(), (last != null) ? LastFailureDescriptor.of(last) : null);
	}

	/** A failure; with its message only where messages may be told. */
	@JsonInclude(Include.NON_NULL)
	record LastFailureDescriptor(String type, FailureCategory category, Instant at, @Nullable String message) {

		static LastFailureDescriptor of(CheckResult.LastFailure last) {
			return new LastFailureDescriptor(last.failure().type(), last.failure().category(), last.at(),
					last.failure().message());
		}

	}

}
