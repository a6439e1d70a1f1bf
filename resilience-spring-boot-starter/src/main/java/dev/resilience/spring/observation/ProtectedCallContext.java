package dev.resilience.spring.observation;

import dev.resilience.policy.CallEnd;
import dev.resilience.policy.CallSite;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is known of a protected call that is observed. */
public final class ProtectedCallContext extends Observation.Context {

	private final CallSite site;

	/** Written by the thread on which the call ends, before the observation stops. */
	private volatile @Nullable CallEnd end;

	ProtectedCallContext(CallSite site) {
		this.site = site;
	}

	/**
	 * The policy: the first that the method names, in the order retry, circuit, time
	 * limit, fallback.
	 * @return its name; {@code none} where the method names none
	 */
	public String policy() {
		return this.site.policy();
	}

	/**
	 * What is called.
	 * @return {@code fully.qualified.Class#method}; for work without annotations, words
	 */
	public String where() {
		return this.site.where();
	}

	/**
	 * How the call ended.
	 * @return the end, or null while the call goes on
	 */
	public @Nullable CallEnd end() {
		return this.end;
	}

	void end(CallEnd end) {
		this.end = end;
	}

}
