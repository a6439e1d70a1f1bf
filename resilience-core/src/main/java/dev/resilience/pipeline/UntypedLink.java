package dev.resilience.pipeline;

import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a method returns whose declared type can be anything. If that is a future
 * or a publisher, its outcome is missed; it is too late to follow it, but somebody should
 * be told.
 */
final class UntypedLink implements Link {

	private final String where;

	private final ReturnTypes types;

	private final OnceReporter reporter;

	private final Link next;

	UntypedLink(String where, ReturnTypes types, OnceReporter reporter, Link next) {
		this.where = where;
		this.types = types;
		this.reporter = reporter;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		Object result = this.next.call(call);
		if (result != null && this.types.comesLater(result.getClass())) {
			this.reporter.report(this.where,
					"returned a " + result.getClass().getName() + " where java.lang.Object is declared: "
							+ "its policies take that for a success and do not wait for its outcome; declare the "
							+ "type that is returned, or use callAsync");
		}
		return result;
	}

}
