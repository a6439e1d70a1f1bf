package dev.resilience.fallback;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.resilience.ThrowingSupplier;
import dev.resilience.event.RecordedEvents;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.pipeline.Pipeline;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.pipeline.Protection;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/** One policy with a fallback. */
final class FallbackFixture {

	final RecordedEvents events = new RecordedEvents();

	final ResilienceEngine engine;

	FallbackFixture(FallbackSpec spec) {
		this.engine = ResilienceEngine.builder()
			.listeners(() -> List.of(this.events))
			.policy(PolicySpec.builder("backend").fallback(spec).build())
			.build();
	}

	<T, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
		return this.engine.policy("backend").call(work);
	}

	/** A call that is answered by a handler of its own. */
	@Nullable Object call(FallbackHandler handler, ThrowingSupplier<?, ?> work) throws Throwable {
		Pipeline pipeline = this.engine
			.pipeline(new Protection("Backend#call", Map.of(PolicyKind.FALLBACK, "backend"), handler, null, false));
		return pipeline.call(new WorkCall(pipeline.site(), work));
	}

	/**
	 * A call whose outcome comes later, and that is answered by a handler of its own.
	 */
	@Nullable Object callAsync(FallbackHandler handler, ThrowingSupplier<?, ?> work) throws Throwable {
		Pipeline pipeline = this.engine.pipeline(new Protection("Backend#call", Map.of(PolicyKind.FALLBACK, "backend"),
				handler, this.engine.returnTypes().asyncType(CompletableFuture.class), false));
		return pipeline.call(new WorkCall(pipeline.site(), work));
	}

	long calls(FallbackOutcome outcome) {
		return this.engine.find("backend").fallback().calls(outcome);
	}

	List<FallbackUsed> told() {
		return this.events.of(FallbackUsed.class);
	}

	private static final class WorkCall extends Call {

		private final ThrowingSupplier<?, ?> work;

		WorkCall(CallSite site, ThrowingSupplier<?, ?> work) {
			super(site);
			this.work = work;
		}

		@Override
		protected @Nullable Object invoke() throws Throwable {
			return this.work.get();
		}

		@Override
		public @Nullable Object[] arguments() {
			return new Object[0];
		}

	}

}
