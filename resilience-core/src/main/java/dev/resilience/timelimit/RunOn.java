package dev.resilience.timelimit;

/** The thread that an attempt under a time limit runs on. */
public enum RunOn {

	/** The caller's own. */
	CALLER,

	/** A worker's; the caller of a plain call waits, and is free at the limit. */
	WORKER

}
