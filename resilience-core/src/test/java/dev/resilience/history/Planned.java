package dev.resilience.history;

/** What an attempt throws, to be known again. */
sealed interface Planned {

	String label();

	static Throwable of(Ending ending, String attempt) {
		String label = ending + " " + attempt;
		return (ending == Ending.ERROR) ? new Collapse(label) : new Failure(label, ending);
	}

	/** A failure of any kind. */
	final class Failure extends Exception implements Planned {

		private final String label;

		private final transient Ending ending;

		Failure(String label, Ending ending) {
			super(label);
			this.label = label;
			this.ending = ending;
		}

		Ending ending() {
			return this.ending;
		}

		@Override
		public String label() {
			return this.label;
		}

	}

	/** An error. */
	final class Collapse extends Error implements Planned {

		private final String label;

		Collapse(String label) {
			super(label);
			this.label = label;
		}

		@Override
		public String label() {
			return this.label;
		}

	}

	/** A method listens to an interrupt. */
	final class Interrupt extends InterruptedException implements Planned {

		private final String label;

		Interrupt(String attempt) {
			super(attempt);
			this.label = "interrupted " + attempt;
		}

		@Override
		public String label() {
			return this.label;
		}

	}

}
