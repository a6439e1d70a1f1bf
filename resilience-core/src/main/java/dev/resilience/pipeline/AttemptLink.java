package dev.resilience.pipeline;

import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.Failures;
import dev.resilience.policy.Call;
import dev.resilience.policy.Counters;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/** Counts failed attempts. Stands just inside of the retry, or where it would stand. */
final class AttemptLink implements Link {

	private final Counters<FailureCategory> counts;

	private final Failures failures;

	private final Link next;

	AttemptLink(Counters<FailureCategory> counts, Failures failures, Link next) {
		this.counts = counts;
		this.failures = failures;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		try {
			return this.next.call(call);
		}
		catch (Throwable failure) {
			this.counts.count(call.verdict(this.failures, failure).category());
			throw failure;
		}
	}

}
