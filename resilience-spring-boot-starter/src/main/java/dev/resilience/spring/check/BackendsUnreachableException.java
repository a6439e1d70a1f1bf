package dev.resilience.spring.check;

import java.util.List;
import java.util.stream.Collectors;

import dev.resilience.check.CheckResult;
import dev.resilience.spring.config.CheckSettings;
import org.jspecify.annotations.Nullable;

/**
 * Stops the start of an application whose backends are not all there. Its cause is what
 * went wrong with the first, and what went wrong with the others is suppressed in it.
 */
public final class BackendsUnreachableException extends IllegalStateException {

	private final transient List<CheckResult> unreachable;

	private final transient CheckSettings settings;

	BackendsUnreachableException(List<CheckResult> unreachable, CheckSettings settings) {
		super("Backends that the start needs are not reachable: "
				+ unreachable.stream().map(CheckResult::name).collect(Collectors.joining(", ")),
				thrown(unreachable, 0));
		for (int i = 1; i < unreachable.size(); i++) {
			Throwable other = thrown(unreachable, i);
			if (other != null) {
				addSuppressed(other);
			}
		}
		this.unreachable = unreachable;
		this.settings = settings;
	}

	private static @Nullable Throwable thrown(List<CheckResult> results, int index) {
		return results.get(index).thrown();
	}

	/**
	 * What the backends said.
	 * @return at least one result, in the order of the configuration
	 */
	public List<CheckResult> unreachable() {
		return this.unreachable;
	}

	/**
	 * What the start needs.
	 * @return the settings, with the places where backends are named
	 */
	public CheckSettings settings() {
		return this.settings;
	}

}
