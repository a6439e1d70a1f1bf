package dev.resilience.migration.springretry;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import dev.resilience.migration.Backend;
import dev.resilience.migration.Called;

import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Retryable;

/** Beans that are tried again. */
final class RetryBeans {

	private RetryBeans() {
	}

	/** With nothing but the annotation. */
	static class Usual extends Called {

		Usual(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable
		public String call() {
			return super.call();
		}

	}

	/** With one class to retry. */
	static class OnlyIo extends Called {

		OnlyIo(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(retryFor = IOException.class)
		public String call() {
			return super.call();
		}

	}

	/** With a class to retry below one not to retry. */
	static class BothLists extends Called {

		BothLists(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(retryFor = IllegalStateException.class, noRetryFor = RuntimeException.class)
		public String call() {
			return super.call();
		}

	}

	/** With a placeholder. */
	static class Expression extends Called {

		Expression(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(maxAttemptsExpression = "${orders.attempts}", backoff = @Backoff(1))
		public String call() {
			return super.call();
		}

	}

	/** With an expression that looks at the message. */
	static class WhenBusy extends Called {

		WhenBusy(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(exceptionExpression = "message.contains('busy')")
		public String call() {
			return super.call();
		}

	}

	/** With a label. */
	static class Labelled extends Called {

		Labelled(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable(label = "orders")
		public String call() {
			return super.call();
		}

	}

	/** With the annotations of both sides. */
	static class Both extends Called {

		Both(Backend backend) {
			super(backend);
		}

		@Override
		@Retryable
		@dev.resilience.annotation.Retryable("any")
		public String call() {
			return super.call();
		}

	}

	/** With ours. */
	static class Ours extends Called {

		Ours(Backend backend) {
			super(backend);
		}

		@Override
		@dev.resilience.annotation.Retryable("any")
		public String call() {
			return super.call();
		}

	}

	/** With futures. */
	static class Later {

		private final Backend backend;

		Later(Backend backend) {
			this.backend = backend;
		}

		@Retryable
		public CompletableFuture<String> there() {
			return this.backend.call();
		}

		@dev.resilience.annotation.Retryable("any")
		public CompletableFuture<String> here() {
			return this.backend.call();
		}

	}

}
