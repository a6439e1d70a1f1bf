package dev.resilience.spring.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Collects mistakes, each once, so that one start tells all of them. Safe for use by many
 * threads.
 */
public final class Mistakes implements AopInfrastructureBean {

	private final Set<Mistake> collected = Collections.synchronizedSet(new LinkedHashSet<>());

	/** Volatile, because beans are made on other threads later. */
	private volatile boolean reported;

	/**
	 * Adds one.
	 * @param mistake the mistake
	 */
	public void add(Mistake mistake) {
		this.collected.add(mistake);
	}

	/**
	 * Ends the collecting: the start is over, and who finds one now has to tell of it.
	 */
	public void end() {
		this.reported = true;
	}

	/**
	 * Whether the start is over.
	 * @return true once nobody asks for the mistakes any more
	 */
	public boolean areReported() {
		return this.reported;
	}

	/**
	 * What was collected so far.
	 * @return the mistakes in the order in which they were found
	 */
	public List<Mistake> all() {
		synchronized (this.collected) {
			return List.copyOf(this.collected);
		}
	}

}
