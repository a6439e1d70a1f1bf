package dev.resilience.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.resilience.ProtectedCalls;
import dev.resilience.ThrowingRunnable;
import dev.resilience.ThrowingSupplier;
import dev.resilience.async.AsyncType;
import dev.resilience.policy.Call;
import dev.resilience.policy.CallSite;
import org.jspecify.annotations.Nullable;

/** Calls of code that has no annotation. */
final class CodeCalls implements ProtectedCalls {

	private final ResilienceEngine engine;

	private final PolicySpec spec;

	private final Pipeline pipeline;

	private final Pipeline asyncPipeline;

	private CodeCalls(ResilienceEngine engine, PolicySpec spec, Pipeline pipeline, Pipeline asyncPipeline) {
		this.engine = engine;
		this.spec = spec;
		this.pipeline = pipeline;
		this.asyncPipeline = asyncPipeline;
	}

	static CodeCalls of(ResilienceEngine engine, Policy policy) {
		PolicySpec spec = policy.spec();
		AsyncType futures = engine.returnTypes().asyncType(CompletableFuture.class);
		String where = "Work under policy '" + spec.name() + "'";
		return new CodeCalls(engine, spec, engine.pipeline(Protection.of(where, spec, Object.class, null)),
				engine.pipeline(Protection.of(where, spec, Object.class, futures)));
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

	/** Code may throw before it returns a stage; that is an outcome like any other. */
	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public <T extends @Nullable Object> CompletableFuture<T> callAsync(
			ThrowingSupplier<? extends CompletionStage<T>, ?> work) {
		CodeCall call = new CodeCall(this.asyncPipeline.site(), work);
		try {
			return this.asyncPipeline.isPassThrough() ? asFuture(work.get())
					: (CompletableFuture<T>) this.asyncPipeline.call(call);
		}
		catch (Throwable failure) {
			return CompletableFuture.failedFuture(failure);
		}
	}

	/** A stage of somebody else's making may not know how. */
	private static <T extends @Nullable Object> CompletableFuture<T> asFuture(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture();
		}
		catch (UnsupportedOperationException ex) {
			CompletableFuture<T> future = new CompletableFuture<>();
			stage.whenComplete((result, failure) -> {
				if (failure != null) {
					future.completeExceptionally(failure);
				}
				else {
					future.complete(result);
				}
			});
			return future;
		}
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
