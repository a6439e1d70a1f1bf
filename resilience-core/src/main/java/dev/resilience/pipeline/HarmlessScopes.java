package dev.resilience.pipeline;

import java.util.function.Consumer;

import dev.resilience.policy.ContextCarrier;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.ContextCarrier.Scope;

/**
 * Puts onto a thread, and takes off again, what code of the user's has made: where that
 * throws, the call goes on without it.
 */
final class HarmlessScopes {

	private final Consumer<Throwable> report;

	HarmlessScopes(Consumer<Throwable> report) {
		this.report = report;
	}

	Scope restore(Carried carried) {
		try {
			Scope scope = carried.restore();
			return () -> close(scope);
		}
		catch (Throwable thrown) {
			this.report.accept(thrown);
			return ContextCarrier.NOTHING.restore();
		}
	}

	private void close(Scope scope) {
		try {
			scope.close();
		}
		catch (Throwable thrown) {
			this.report.accept(thrown);
		}
	}

}
