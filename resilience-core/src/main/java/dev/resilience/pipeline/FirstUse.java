package dev.resilience.pipeline;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Makes an object at its first use, once however many ask, and again after a failure. The
 * maker is the user's code, so it runs under no lock: the first who asks makes it, the
 * others wait and can be interrupted; if it could not be made, each tries for itself and
 * has a failure of its own.
 *
 * @param <T> what is made
 */
final class FirstUse<T> {

	private final Supplier<? extends T> maker;

	private final AtomicReference<@Nullable Making<T>> making = new AtomicReference<>();

	FirstUse(Supplier<? extends T> maker) {
		this.maker = maker;
	}

	/**
	 * The object, made now if need be.
	 * @throws CancellationException if the thread is interrupted while another makes it;
	 * its flag is set
	 */
	T get() {
		while (true) {
			Making<T> existing = this.making.get();
			if (existing == null) {
				Making<T> mine = new Making<>(Thread.currentThread());
				if (this.making.compareAndSet(null, mine)) {
					return make(mine);
				}
				continue;
			}
			T made = existing.await();
			if (made != null) {
				return made;
			}
		}
	}

	private T make(Making<T> mine) {
		try {
			T object = this.maker.get();
			if (object == null) {
				throw new IllegalStateException("The supplier that makes the wrapped object returned null");
			}
			mine.object = object;
			return object;
		}
		finally {
			if (mine.object == null) {
				this.making.set(null);
			}
			mine.done.countDown();
		}
	}

	private static final class Making<T> {

		private final Thread maker;

		private final CountDownLatch done = new CountDownLatch(1);

		private volatile @Nullable T object;

		Making(Thread maker) {
			this.maker = maker;
		}

		/** The object, or null if it could not be made. */
		@Nullable T await() {
			T made = this.object;
			if (made != null) {
				return made;
			}
			if (this.maker == Thread.currentThread() && this.done.getCount() > 0) {
				throw new IllegalStateException("The supplier that makes the wrapped object calls that object");
			}
			try {
				this.done.await();
			}
			catch (InterruptedException ex) {
				// unchecked, because it comes out of a method that declares no such thing
				Thread.currentThread().interrupt();
				throw new CancellationException("Interrupted while another thread makes the wrapped object");
			}
			return this.object;
		}

	}

}
