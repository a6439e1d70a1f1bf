package dev.resilience.spring.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the class loader, the logging context and everything that Micrometer Context
 * Propagation knows of: the security context, the observation, and what the application
 * has registered. What the caller does not have is not there either: the thread's own is
 * put aside meanwhile.
 * <p>
 * An accessor of the application that throws harms no call: the call goes on without what
 * it should have carried.
 */
public final class CallerContext implements ContextCarrier {

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().clearMissing(true).build();

	/** Of a caller who has nothing; most have not. */
	private final ContextSnapshot empty = ContextSnapshotFactory.builder()
		.clearMissing(true)
		.captureKeyPredicate((key) -> false)
		.build()
		.captureAll();

	private final OnceReporter reporter = new OnceReporter();

	/**
	 * Adds to what is there, where the other takes away what the caller does not have.
	 */
	private final ContextSnapshotFactory additions = ContextSnapshotFactory.builder().clearMissing(false).build();

	@Override
	public Carried capture() {
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		return new CapturedContext(this, loader, LoggingContext.capture(), guarded(this::captureValues));
	}

	/** To look whether there is anything costs much less than to take it. */
	private ContextSnapshot captureValues() {
		for (ThreadLocalAccessor<?> accessor : accessors()) {
			if (accessor.getValue() != null) {
				return this.snapshots.captureAll();
			}
		}
		return this.empty;
	}

	@Override
	public Carried of(Object source) {
		ContextSnapshot snapshot = guarded(() -> this.additions.captureFrom(source));
		return () -> restore(snapshot);
	}

	private @Nullable ContextSnapshot guarded(Supplier<ContextSnapshot> capture) {
		try {
			return capture.get();
		}
		catch (Throwable ex) {
			accessors().forEach((accessor) -> guarded(accessor, accessor::getValue));
			return null;
		}
	}

	/** One by one: what was set before one throws must not stay on the thread. */
	Scope restore(@Nullable ContextSnapshot snapshot) {
		Deque<Runnable> ends = new ArrayDeque<>();
		if (snapshot != null) {
			for (ThreadLocalAccessor<?> accessor : accessors()) {
				guarded(accessor, () -> {
					ContextSnapshot.Scope scope = snapshot.setThreadLocals(accessor.key()::equals);
					ends.push(() -> guarded(accessor, scope::close));
				});
			}
		}
		return () -> ends.forEach(Runnable::run);
	}

	private static Iterable<ThreadLocalAccessor<?>> accessors() {
		return ContextRegistry.getInstance().getThreadLocalAccessors();
	}

	private void guarded(ThreadLocalAccessor<?> accessor, Runnable use) {
		try {
			use.run();
		}
		catch (Throwable ex) {
			this.reporter.report("Context accessor", accessor, "calls go on without what it carries", ex);
		}
	}

}
