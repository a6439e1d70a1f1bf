package dev.resilience.spring.nuisance;

import java.time.Duration;

import dev.resilience.failure.RetryAfterAware;

/** Failures that are hard to handle. */
enum Strange {

	STACK_OVERFLOW {

		@Override
		void happen() {
			endlessly(0);
		}

	},

	OUT_OF_MEMORY {

		@Override
		void happen() {
			throw new OutOfMemoryError("none left");
		}

	},

	NO_CLASS {

		@Override
		void happen() {
			throw new NoClassDefFoundError("com/example/Missing");
		}

	},

	NO_INITIALIZER {

		@Override
		void happen() {
			throw new ExceptionInInitializerError(new IllegalStateException("cause"));
		}

	},

	ASSERTION {

		@Override
		void happen() {
			throw new AssertionError("assertion");
		}

	},

	THREAD_DEATH {

		@Override
		void happen() {
			throw new ThreadDeath();
		}

	},

	OF_NO_KNOWN_KIND {

		@Override
		void happen() throws Throwable {
			throw new Throwable("neither exception nor error");
		}

	},

	CHECKED_BUT_NOT_DECLARED {

		@Override
		void happen() {
			throw Backend.<RuntimeException>sneaky(new ClassNotFoundException("com.example.Missing"));
		}

	},

	THROWS_WHEN_ASKED {

		@Override
		void happen() {
			throw new Defiant(() -> {
				throw new IllegalStateException("do not ask");
			});
		}

	},

	THROWS_AN_ERROR_WHEN_ASKED {

		@Override
		void happen() {
			throw new Defiant(() -> {
				throw new NoClassDefFoundError("com/example/Missing");
			});
		}

	},

	OVERFLOWS_WHEN_ASKED {

		@Override
		void happen() {
			throw new Defiant(() -> endlessly(0));
		}

	},

	CAUSED_IN_A_CIRCLE {

		@Override
		void happen() {
			IllegalStateException outer = new IllegalStateException("outer");
			outer.initCause(new IllegalStateException("inner", outer));
			throw outer;
		}

	},

	CAUSED_BY_ITSELF {

		@Override
		void happen() {
			throw new IllegalStateException("itself") {

				@Override
				public synchronized Throwable getCause() {
					return this;
				}

			};
		}

	},

	CAUSED_WITHOUT_END {

		@Override
		void happen() {
			throw new WithoutEnd();
		}

	},

	NOTHING_IN_IT {

		@Override
		void happen() {
			throw new IllegalStateException(null, null) {

				@Override
				public synchronized Throwable fillInStackTrace() {
					return null;
				}

				@Override
				public StackTraceElement[] getStackTrace() {
					return null;
				}

			};
		}

	};

	abstract void happen() throws Throwable;

	/** Whether policies keep their hands off it. */
	boolean isError() {
		return ordinal() <= THREAD_DEATH.ordinal();
	}

	static long endlessly(long depth) {
		return 1 + endlessly(depth + 1);
	}

	/** Answers no question. */
	private static final class Defiant extends RuntimeException implements RetryAfterAware {

		private final transient Runnable instead;

		Defiant(Runnable instead) {
			this.instead = instead;
		}

		@Override
		public String getMessage() {
			this.instead.run();
			return "";
		}

		@Override
		public String getLocalizedMessage() {
			this.instead.run();
			return "";
		}

		@Override
		public synchronized Throwable getCause() {
			this.instead.run();
			return null;
		}

		@Override
		public Duration retryAfter() {
			this.instead.run();
			return null;
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			this.instead.run();
			return new StackTraceElement[0];
		}

		@Override
		public String toString() {
			this.instead.run();
			return "";
		}

		@Override
		public int hashCode() {
			this.instead.run();
			return 0;
		}

		@Override
		public boolean equals(Object other) {
			this.instead.run();
			return false;
		}

	}

	/** Has another cause each time that it is asked, and that one too. */
	private static final class WithoutEnd extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			return new WithoutEnd();
		}

	}

}
