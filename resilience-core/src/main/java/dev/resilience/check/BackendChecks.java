package dev.resilience.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import dev.resilience.check.MeasuredCheck.Reading;
import dev.resilience.event.EventHub;
import dev.resilience.failure.Failures;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.time.TimeSource;
import dev.resilience.time.Timer;
import dev.resilience.worker.EngineThreads;
import dev.resilience.worker.Workers;

/**
 * Asks backends whether they are there, those whose last answer is too old, all at once.
 * Nothing runs while nobody reads. Readers who come at the same time share one asking; a
 * check that does not come back keeps its one thread and gets no second. Safe for use by
 * many threads.
 */
public final class BackendChecks {

	private final Map<String, MeasuredCheck> checks = new TreeMap<>();

	/**
	 * For the engine, which has what it takes.
	 * @param checks what to ask
	 * @param spec how often, and how long each may take
	 * @param time the clock
	 * @param timer tells when a check has taken too long
	 * @param failures tell what a failure is
	 * @param events describe a failure without telling a secret
	 * @param threads those that run user code
	 * @throws IllegalArgumentException if a name is blank, or that of two
	 */
	public BackendChecks(Collection<? extends BackendCheck> checks, CheckSpec spec, TimeSource time, Timer timer,
			Failures failures, EventHub events, EngineThreads threads) {
		// a check has one thread at most, so none is ever refused
		Workers workers = new Workers(Math.max(1, checks.size()), "resilience-check-", threads);
		MeasuredCheck.Parts parts = new MeasuredCheck.Parts(spec, time, timer, failures, events, workers,
				ContextCarrier.CLASS_LOADER.capture());
		for (BackendCheck check : checks) {
			String name = check.name();
			if (name.isBlank()) {
				throw new IllegalArgumentException("A backend check has no name: " + check.getClass().getName());
			}
			if (this.checks.putIfAbsent(name, new MeasuredCheck(name, check, parts)) != null) {
				throw new IllegalArgumentException("There are two backend checks '" + name + "'");
			}
		}
	}

	/**
	 * The backends that can be asked.
	 * @return their names, sorted
	 */
	public List<String> names() {
		return List.copyOf(this.checks.keySet());
	}

	/**
	 * What is known of all backends. Waits for those whose last answer is older than the
	 * interval, and for none longer than the limit; an interrupt of the calling thread
	 * does not end the wait, and is kept.
	 * @return the results, sorted by name
	 */
	public List<CheckResult> results() {
		return results(names());
	}

	/**
	 * The same for some of the backends; the others are not asked.
	 * @param names which ones
	 * @return the results in the order of the names
	 * @throws IllegalArgumentException if there is no check of such a name
	 */
	public List<CheckResult> results(Collection<String> names) {
		List<MeasuredCheck> asked = names.stream().map(this::known).toList();
		// all are on their way before one is waited for
		List<CompletableFuture<Reading>> readings = asked.stream().map(MeasuredCheck::read).toList();
		return readings.stream().map((reading) -> reading.join().result()).toList();
	}

	private MeasuredCheck known(String name) {
		MeasuredCheck check = this.checks.get(name);
		if (check == null) {
			throw new IllegalArgumentException("There is no backend check '" + name + "', known are " + names());
		}
		return check;
	}

}
