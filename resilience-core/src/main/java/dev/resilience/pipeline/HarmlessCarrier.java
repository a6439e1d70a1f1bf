package dev.resilience.pipeline;

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
		try {
			return new Harmless(this.scopes, this.carrier.capture());
		}
		catch (Throwable thrown) {
			report(thrown);
			return NOTHING;
		}
	}

	@Override
	public Carried of(Object source) {
		try {
			return new Harmless(this.scopes, this.carrier.of(source));
		}
		catch (Throwable thrown) {
			report(thrown);
			return NOTHING;
		}
	}

	private void report(Throwable thrown) {
		this.reporter.report("Context carrier", this.carrier, "the call goes on without the caller's context", thrown);
	}

	private record Harmless(HarmlessScopes scopes, Carried carried) implements Carried {

		@Override
		public Scope restore() {
			return this.scopes.restore(this.carried);
		}

	}

}
