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

	/**
	 * Adds one.
	 * @param mistake the mistake
	 */
	public void add(Mistake mistake) {
		this.collected.add(mistake);
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
