package dev.resilience.test.conformance;

/** What is known about the protection of a call to a backend. */
public enum Coverage {

	/** Every way to the call that was found leads through a protected method. */
	PROTECTED,

	/** Somebody has said that it is bare on purpose, and why. */
	EXCEPTED,

	/** There is a way to the call that nothing protects. */
	UNPROTECTED

}
