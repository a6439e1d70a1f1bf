package dev.resilience.spring.autoconfigure;

import java.time.Duration;
import java.util.List;

import dev.resilience.check.CheckResult;
import dev.resilience.check.CheckResult.LastFailure;
import dev.resilience.policy.Checks;
import dev.resilience.spring.check.BackendsUnreachableException;
import dev.resilience.spring.config.CheckSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which of the backends that the start needs are not there, all at once. */
final class BackendsUnreachableFailureAnalyzer extends AbstractFailureAnalyzer<BackendsUnreachableException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BackendsUnreachableException cause) {
		List<CheckResult> unreachable = cause.unreachable();
		Duration timeout = cause.settings().spec().timeout();
		String heading = (unreachable.size() == 1) ? "A backend that the start needs is not reachable:"
				: unreachable.size() + " backends that the start needs are not reachable:";
		String backends = Terminal.numbered(unreachable, (result) -> result.name() + ", named in "
				+ place(result.name(), cause.settings()) + ", " + end(result, timeout) + ".");
		return new FailureAnalysis(heading + "\n\n" + backends, Terminal.wrap(action(unreachable, timeout), 0), cause);
	}

	private static String place(String name, CheckSettings settings) {
		return settings.requiredAtStart()
			.stream()
			.filter((named) -> named.name().equals(name))
			.findFirst()
			.map((named) -> (named.origin() != null) ? named.key() + " (" + named.origin() + ")" : named.key())
			.orElseThrow();
	}

	private static String end(CheckResult result, Duration timeout) {
		String end = isLate(result, timeout) ? "gave no answer within " + Checks.text(timeout)
				: "failed after " + result.latency().toMillis() + "ms";
		LastFailure last = result.lastFailure();
		if (last == null) {
			return end;
		}
		String message = last.failure().message();
		return end + ": " + last.failure().inWords() + ((message != null) ? ": " + message : "");
	}

	private static String action(List<CheckResult> unreachable, Duration timeout) {
		boolean late = unreachable.stream().anyMatch((result) -> isLate(result, timeout));
		return "Start what is missing, or correct where the application looks for it. What the application can "
				+ "start without, take out of resilience.checks.required-at-start."
				+ (late ? " If a backend only needs longer to answer, raise resilience.checks.timeout." : "");
	}

	private static boolean isLate(CheckResult result, Duration timeout) {
		return result.latency().compareTo(timeout) >= 0;
	}

}
