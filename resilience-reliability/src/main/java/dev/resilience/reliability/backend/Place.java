package dev.resilience.reliability.backend;

/**
 * Where a client finds the backend, and what it finds there before it has asked anything.
 */
public enum Place {

	/** It listens and reads requests. */
	THERE("http"),

	/** Nobody listens on the port. */
	GONE("http"),

	/** Somebody listens, but the queue of those who wait to be accepted is full. */
	QUEUE_FULL("http"),

	/** It speaks TLS, with a certificate that nobody trusts. */
	UNTRUSTED("https"),

	/** Clients expect TLS, and the fault has the first word instead. */
	NO_TLS("https"),

	/** Its name is unknown. */
	NOWHERE("http");

	private final String scheme;

	Place(String scheme) {
		this.scheme = scheme;
	}

	String address(int port) {
		return (this == NOWHERE) ? "http://provider.invalid" : this.scheme + "://localhost:" + port;
	}

	boolean accepts() {
		return this != GONE && this != QUEUE_FULL;
	}

}
