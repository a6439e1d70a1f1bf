package dev.resilience.pipeline;

import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.CallEnd;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.ContextCarrier.Scope;

/**
 * Lets no observer of the user's break a call: where it throws, the call goes on
 * unwatched.
 */
final class HarmlessObserver implements CallObserver {

	private final CallObserver observer;

	private final OnceReporter reporter;

	private final HarmlessScopes scopes = new HarmlessScopes(this::report);

	HarmlessObserver(CallObserver observer, OnceReporter reporter) {
		this.observer = observer;
		this.reporter = reporter;
	}

	@Override
	public Watch begin(CallSite site) {
		try {
			return new HarmlessWatch(this.observer.begin(site));
		}
		catch (Throwable thrown) {
			report(thrown);
			return NOBODY;
		}
	}

	private void report(Throwable thrown) {
		this.reporter.report("Call observer", this.observer, "the call goes on unwatched", thrown);
	}

	private final class HarmlessWatch implements Watch {

		private final Watch watch;

		HarmlessWatch(Watch watch) {
			this.watch = watch;
		}

		@Override
		public Scope restore() {
			return HarmlessObserver.this.scopes.restore(this.watch);
		}

		@Override
		public void ended(CallEnd end) {
			try {
				this.watch.ended(end);
			}
			catch (Throwable thrown) {
				report(thrown);
			}
		}

	}

}
