package dev.resilience.spring.nuisance;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The forms that a protected call may have; each has a policy of its own. */
enum Form {

	PLAIN {

		@Override
		Object call(Backend backend, Backend.Work work) throws Throwable {
			return backend.plain(work);
		}

	},

	WORKER {

		@Override
		Object call(Backend backend, Backend.Work work) throws Throwable {
			return backend.worker(work);
		}

	},

	/** The method itself does the work, and returns a future that is done. */
	FUTURE {

		@Override
		Object call(Backend backend, Backend.Work work) throws Throwable {
			return result(backend.future(work));
		}

	},

	/** The method returns a future that has failed, or is done. */
	ENDED {

		@Override
		Object call(Backend backend, Backend.Work work) throws Throwable {
			return result(backend.ended(work));
		}

	},

	/** Another thread does the work. */
	LATER {

		@Override
		Object call(Backend backend, Backend.Work work) throws Throwable {
			return result(backend.later(work));
		}

	},

	MONO {

		@Override
		Object call(Backend backend, Backend.Work work) throws Throwable {
			return result(backend.mono(work).toFuture());
		}

	};

	abstract Object call(Backend backend, Backend.Work work) throws Throwable;

	String policy() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Not by {@code get}, which would ask the failure for its text. */
	private static Object result(CompletableFuture<?> future) throws Throwable {
		AtomicReference<Throwable> failed = new AtomicReference<>();
		Object result = future.handle((value, failure) -> {
			failed.set(failure);
			return value;
		}).get(20, TimeUnit.SECONDS);
		if (failed.get() != null) {
			throw failed.get();
		}
		return result;
	}

}
