package dev.resilience.migration.springretry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;

/** Listeners of spring-retry. */
final class Listening {

	private Listening() {
	}

	/** Writes down each failed attempt under its name. */
	static final class Counting implements RetryListener {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
				Throwable throwable) {
			this.names.add(String.valueOf(context.getAttribute(RetryContext.NAME)));
		}

		List<String> names() {
			return this.names;
		}

	}

	/** Forbids every call. */
	static final class Veto implements RetryListener {

		@Override
		public <T, E extends Throwable> boolean open(RetryContext context, RetryCallback<T, E> callback) {
			return false;
		}

	}

}
