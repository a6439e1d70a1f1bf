package dev.resilience.pipeline;

import java.util.function.Supplier;

import dev.resilience.ProtectedCalls;
import dev.resilience.ThrowingRunnable;
import dev.resilience.ThrowingSupplier;
import dev.resilience.fallback.FallbackHandler;
import dev.resilience.fallback.FallbackValue;
import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import org.jspecify.annotations.Nullable;

/** Calls of code that has no annotation. */
final class CodeCalls implements ProtectedCalls {

	private final ResilienceEngine engine;

	private final PolicySpec spec;

	private final Pipeline pipeline;

	private CodeCalls(ResilienceEngine engine, PolicySpec spec, Pipeline pipeline) {
		this.engine = engine;
		this.spec = spec;
		this.pipeline = pipeline;
	}

	static CodeCalls of(ResilienceEngine engine, Policy policy) {
		FallbackValue value = policy.spec().fallback().value();
		FallbackHandler handler = (value != null) ? FallbackHandler.of(value, Object.class) : null;
		return new CodeCalls(engine, policy.spec(), engine.pipeline(Protection.of(policy.spec(), handler)));
	}

	/**
	 * What the pipeline returns is what the work returned, or the answer of the policy's
	 * fallback.
	 */
	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public <T extends @Nullable Object, X extends Throwable> T call(ThrowingSupplier<T, X> work) throws X {
		try {
			return this.pipeline.isPassThrough() ? work.get()
					: (T) this.pipeline.call(new CodeCall(this.pipeline.site(), work));
		}
		catch (Throwable failure) {
			throw CodeCalls.<X>asDeclared(failure);
		}
	}

	@Override
	@SuppressWarnings("NullAway")
	public <X extends Throwable> void run(ThrowingRunnable<X> work) throws X {
		this.<@Nullable Object, X>call(() -> {
			work.run();
			return null;
		});
	}

	@Override
	public <T> T wrap(Class<T> type, Supplier<? extends T> maker) {
		return this.engine.proxies().make(type, new WrappedObject<>(type, maker, this.spec, this.engine));
	}

	/** What comes out is what the work throws, or an unchecked exception of ours. */
	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X asDeclared(Throwable failure) throws X {
		throw (X) failure;
	}

	/** One call of a piece of code. */
	private static final class CodeCall extends Call {

		private static final @Nullable Object[] NO_ARGUMENTS = new Object[0];

		private final ThrowingSupplier<?, ?> work;

		CodeCall(CallSite site, ThrowingSupplier<?, ?> work) {
			super(site);
			this.work = work;
		}

		@Override
		protected @Nullable Object invoke() throws Throwable {
			return this.work.get();
		}

		@Override
		public @Nullable Object[] arguments() {
			return NO_ARGUMENTS;
		}

	}

}
