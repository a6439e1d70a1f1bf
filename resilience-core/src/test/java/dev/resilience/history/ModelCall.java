package dev.resilience.history;

/** A call of a model. */
final class ModelCall {

	final int caller;

	final boolean deaf;

	final long began;

	State state = State.IN_METHOD;

	int admittedIn;

	int attempt;

	long attemptBegan;

	long allowance;

	boolean limitIsTotal;

	/** Whether the limit of the attempt has passed and the method still goes on. */
	boolean fired;

	/** Whether the method went on for long after its limit. */
	boolean overrun;

	/** Whether somebody else than us has put the interrupt flag up. */
	boolean interrupted;

	boolean cancelled;

	boolean mayNotTryAgain;

	long waitsUntil;

	long longestAttempt;

	Result last;

	private final int number;

	ModelCall(int caller, int number, boolean deaf, long began) {
		this.caller = caller;
		this.number = number;
		this.deaf = deaf;
		this.began = began;
	}

	enum State {

		IN_METHOD, WAITING

	}

	/** The name of the present attempt: caller, call, attempt. */
	String name() {
		return this.caller + "." + this.number + "." + this.attempt;
	}

	@Override
	public String toString() {
		return (this.state == State.WAITING) ? "waits until " + this.waitsUntil
				: "in attempt " + this.attempt + ((this.interrupted || this.fired) ? ", interrupted" : "");
	}

}
