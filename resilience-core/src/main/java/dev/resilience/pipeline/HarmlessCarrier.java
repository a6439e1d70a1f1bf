package dev.resilience.pipeline;

import java.util.function.Supplier;

import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.ContextCarrier;

/**
 * Lets no carrier of the user's break a call: where it throws, the call goes on without
 * what it carries.
 */
final class HarmlessCarrier implements ContextCarrier {

	private final ContextCarrier carrier;

	private final OnceReporter reporter;

	private final HarmlessScopes scopes = new HarmlessScopes(this::report);

	HarmlessCarrier(ContextCarrier carrier, OnceReporter reporter) {
		this.carrier = carrier;
		this.reporter = reporter;
	}

	@Override
	public Carried capture() {
		return harmless(this.carrier::capture);
	}

	@Override
	public Carried of(Object source) {
		return harmless(() -> this.carrier.of(source));
	}

	private Carried harmless(Supplier<Carried> taken) {
		try {
			Carried carried = taken.get();
			return () -> this.scopes.restore(carried);
		}
		catch (Throwable thrown) {
			report(thrown);
			return NOTHING;
		}
	}

	private void report(Throwable thrown) {
		this.reporter.report("Context carrier", this.carrier, "the call goes on without the caller's context", thrown);
	}

}
