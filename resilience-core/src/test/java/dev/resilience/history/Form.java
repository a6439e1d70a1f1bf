package dev.resilience.history;

/** The forms that a protected call can have. */
enum Form {

	/** On its caller's thread, interrupted at its limit. */
	PLAIN,

	/** On its caller's thread, told at its end that it was too late. */
	PLAIN_UNINTERRUPTED,

	/** Its attempts are made by a worker. */
	WORKER,

	/** Its outcome comes later. */
	LATER,

	/** Its outcome comes later, and its attempts are begun by a worker. */
	LATER_ON_WORKER;

	boolean isLater() {
		return this == LATER || this == LATER_ON_WORKER;
	}

	boolean onWorker() {
		return this == WORKER || this == LATER_ON_WORKER;
	}

	/** Whether an attempt is left behind at its limit, whatever it does. */
	boolean leavesBehind() {
		return this != PLAIN && this != PLAIN_UNINTERRUPTED;
	}

}
