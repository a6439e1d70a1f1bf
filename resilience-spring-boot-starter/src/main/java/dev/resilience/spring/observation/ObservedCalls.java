package dev.resilience.spring.observation;

import java.util.function.Supplier;

import dev.resilience.policy.CallEnd;
import dev.resilience.policy.CallEnd.Outcome;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.ContextCarrier.Scope;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of each protected call. It is the current one wherever the call
 * goes on, so what the method does is below it.
 */
public final class ObservedCalls implements CallObserver {

	/** The names and tags of an application that has none of its own. */
	public static final ProtectedCallConvention USUAL = new DefaultProtectedCallConvention();

	private final Supplier<ObservationRegistry> registry;

	private final Supplier<ProtectedCallConvention> convention;

	private final boolean includeMessages;

	/**
	 * Makes the observer.
	 * @param registry where observations go; looked up at the calls
	 * @param convention names and tags; looked up at the calls
	 * @param includeMessages whether observations may hold the messages of exceptions
	 */
	public ObservedCalls(Supplier<ObservationRegistry> registry, Supplier<ProtectedCallConvention> convention,
			boolean includeMessages) {
		this.registry = registry;
		this.convention = convention;
		this.includeMessages = includeMessages;
	}

	/** One that is not started whole is stopped, as far as it was. */
	@Override
	public Watch begin(CallSite site) {
		ObservationRegistry registry = this.registry.get();
		ProtectedCallContext context = new ProtectedCallContext(site);
		ProtectedCallConvention own = this.convention.get();
		Observation observation = Observation.createNotStarted((own != USUAL) ? own : null, USUAL, () -> context,
				registry);
		try {
			observation.start();
		}
		catch (Throwable broken) {
			observation.stop();
			throw broken;
		}
		// where nobody wants an observation, the caller's stays the current one
		return observation.isNoop() ? NOBODY : new ObservedCall(registry, observation, context);
	}

	/** One call. */
	private final class ObservedCall implements Watch {

		private final ObservationRegistry registry;

		private final Observation observation;

		private final ProtectedCallContext context;

		ObservedCall(ObservationRegistry registry, Observation observation, ProtectedCallContext context) {
			this.registry = registry;
			this.observation = observation;
			this.context = context;
		}

		/** A handler that throws must not leave this observation on a pooled thread. */
		@Override
		public Scope restore() {
			Observation.Scope before = this.registry.getCurrentObservationScope();
			try {
				Observation.Scope scope = this.observation.openScope();
				return () -> close(scope, before);
			}
			catch (Throwable broken) {
				this.registry.setCurrentObservationScope(before);
				throw broken;
			}
		}

		private void close(Observation.Scope scope, Observation.@Nullable Scope before) {
			try {
				scope.close();
			}
			catch (Throwable broken) {
				this.registry.setCurrentObservationScope(before);
				throw broken;
			}
		}

		/**
		 * What a fallback has answered is no error any more, and what its caller gave up
		 * is none.
		 */
		@Override
		public void ended(CallEnd end) {
			this.context.end(end);
			Throwable failure = end.failure();
			try {
				if (failure != null && end.outcome() != Outcome.FALLBACK && end.outcome() != Outcome.CANCELLED) {
					this.observation
						.error(ObservedCalls.this.includeMessages ? failure : new ProtectedCallFailure(failure, end));
				}
			}
			finally {
				this.observation.stop();
			}
		}

	}

}
