package dev.resilience.spring.actuate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.CircuitSpec.WindowType;
import dev.resilience.failure.FailureCategory;
import dev.resilience.policy.Checks;
import org.jspecify.annotations.Nullable;

/** A circuit as the endpoint shows it; what there is not is left out. */
@JsonInclude(Include.NON_NULL)
record CircuitDescriptor(CircuitState state, Instant since, @Nullable String reason,
		@Nullable LastFailureDescriptor lastFailure, @Nullable Instant nextProbeAt, @Nullable Double failureRate,
		@Nullable Double slowCallRate, int consecutiveFailures, WindowDescriptor window, TotalsDescriptor totals) {

	static CircuitDescriptor of(CircuitSnapshot snapshot, CircuitSpec spec) {
		CircuitSnapshot.LastFailure last = snapshot.lastFailure();
		return new CircuitDescriptor(snapshot.state(), snapshot.since(), snapshot.reason(),
				(last != null) ? new LastFailureDescriptor(last.failure().type(), last.failure().category(), last.at())
						: null,
				snapshot.nextProbeAt(), rounded(snapshot.failureRate()), rounded(snapshot.slowCallRate()),
				snapshot.consecutiveFailures(), WindowDescriptor.of(snapshot.window(), spec.window()),
				TotalsDescriptor.of(snapshot.totals()));
	}

	/** To one place; more is noise. */
	private static @Nullable Double rounded(@Nullable Double rate) {
		return (rate != null) ? Math.round(rate * 10) / 10.0 : null;
	}

	record LastFailureDescriptor(String type, FailureCategory category, Instant at) {
	}

	@JsonInclude(Include.NON_NULL)
	record WindowDescriptor(WindowType type, @Nullable Integer size, @Nullable String duration, int minimumCalls,
			long calls, long failures, long slowCalls) {

		static WindowDescriptor of(CircuitSnapshot.WindowCounts counts, CircuitSpec.Window window) {
			boolean ofCalls = window.type() == WindowType.COUNT;
			return new WindowDescriptor(window.type(), ofCalls ? window.size() : null,
					ofCalls ? null : Checks.text(window.duration()), window.minimumCalls(), counts.calls(),
					counts.failures(), counts.slowCalls());
		}

	}

	record TotalsDescriptor(long succeeded, long failed, long ignored, long rejected, long opened) {

		static TotalsDescriptor of(CircuitSnapshot.Totals totals) {
			return new TotalsDescriptor(totals.succeeded(), totals.failed(), totals.ignored(), totals.rejected(),
					totals.opened());
		}

	}

	/** All circuits. */
	record All(Map<String, CircuitDescriptor> circuits) {
	}

	/** One circuit, with what stands behind it. */
	record Detail(@JsonUnwrapped CircuitDescriptor circuit, Collection<String> methods, Map<String, Object> config,
			List<EventDescriptor> events) {
	}

}
