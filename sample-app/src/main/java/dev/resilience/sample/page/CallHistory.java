package dev.resilience.sample.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.Circuits;

/**
 * The calls of the last two minutes, so that a page that has just been opened has
 * something to show. Keeps what is handed out by {@link Circuit#snapshot()}; the calls
 * themselves notice nothing of it.
 */
class CallHistory {

	static final Duration KEPT = Duration.ofMinutes(2);

	private final Circuits circuits;

	private final Clock clock;

	/** The oldest first. */
	private final Deque<Sample> samples = new ArrayDeque<>();

	CallHistory(Circuits circuits, Clock clock) {
		this.circuits = circuits;
		this.clock = clock;
	}

	/**
	 * Looks at all circuits and forgets what is too old.
	 */
	synchronized void sample() {
		Map<String, CircuitSnapshot> seen = new TreeMap<>();
		this.circuits.all().forEach((circuit) -> seen.put(circuit.name(), circuit.snapshot()));
		Sample sample = new Sample(this.clock.instant(), seen);
		Sample last = this.samples.peekLast();
		if (last != null && !sample.at().isAfter(last.at())) {
			// the clock was set back; times that do not ascend cannot be drawn
			this.samples.clear();
		}
		this.samples.addLast(sample);
		Instant oldest = sample.at().minus(KEPT);
		while (this.samples.getFirst().at().isBefore(oldest)) {
			this.samples.removeFirst();
		}
	}

	/**
	 * What happened between the samples.
	 * @return the calls of each circuit, the oldest first
	 */
	synchronized History latest() {
		List<Sample> samples = List.copyOf(this.samples);
		Map<String, List<Period>> circuits = new TreeMap<>();
		for (Sample sample : samples) {
			sample.seen().keySet().forEach((name) -> circuits.computeIfAbsent(name, (key) -> periods(key, samples)));
		}
		return new History(this.clock.instant(), samples.stream().map(Sample::at).toList(), circuits);
	}

	private static List<Period> periods(String circuit, List<Sample> samples) {
		List<Period> periods = new ArrayList<>();
		// nobody knows since when the first sample's calls were made
		Sample before = samples.get(0);
		for (Sample sample : samples) {
			periods.add(Period.between(before.seen().get(circuit), sample.seen().get(circuit)));
			before = sample;
		}
		return periods;
	}

	private record Sample(Instant at, Map<String, CircuitSnapshot> seen) {
	}

	/**
	 * The history as the page gets it.
	 *
	 * @param now the server's time; a browser's clock may be wrong
	 * @param times when the samples were taken, the oldest first
	 * @param circuits for each circuit what it did between a sample and the one before;
	 * as many as there are times
	 */
	record History(Instant now, List<Instant> times, Map<String, List<Period>> circuits) {
	}

}
