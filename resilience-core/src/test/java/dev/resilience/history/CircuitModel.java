package dev.resilience.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.resilience.CircuitState;
import dev.resilience.circuit.CircuitSnapshot.WindowCounts;
import dev.resilience.circuit.CircuitSpec;
import dev.resilience.circuit.CircuitSpec.WindowType;

/** A circuit, as plainly as it can be said: lists and a clock. One thread, no speed. */
final class CircuitModel {

	static final int REFUSED = -1;

	/** A time window forgets in so many slices. */
	private static final int SLICES = 64;

	final Map<String, Long> totals = new TreeMap<>();

	private final CircuitSpec spec;

	private final ModelClock clock;

	private final List<String> log;

	/** How often the state has been entered anew: who came in remembers it. */
	private int stay;

	private CircuitState state = CircuitState.CLOSED;

	private long since;

	private long openUntil;

	private int openings;

	private int successes;

	private final List<Vote> votes = new ArrayList<>();

	private final Map<Object, Long> leases = new HashMap<>();

	/** What was there when it opened. */
	private WindowCounts frozen = WindowCounts.EMPTY;

	private int frozenRow;

	CircuitModel(CircuitSpec spec, ModelClock clock, List<String> log) {
		this.spec = spec;
		this.clock = clock;
		this.log = log;
		this.since = clock.now();
	}

	private record Vote(long at, boolean failed, boolean slow) {
	}

	CircuitState state() {
		look();
		return this.state;
	}

	/** The stay that lets the call in, or {@link #REFUSED}. */
	int admit(Object call) {
		look();
		if (this.state == CircuitState.OPEN || this.state == CircuitState.FORCED_OPEN
				|| (this.state == CircuitState.HALF_OPEN
						&& this.leases.size() >= this.spec.halfOpen().permittedCalls())) {
			count("rejected");
			return REFUSED;
		}
		if (this.state == CircuitState.HALF_OPEN) {
			this.leases.put(call, this.clock.now() + this.spec.halfOpen().maxDuration().toNanos());
		}
		return this.stay;
	}

	boolean allowsAnotherAttempt(int admittedIn) {
		look();
		return admittedIn == this.stay && this.state != CircuitState.HALF_OPEN;
	}

	/** A call ends: true is a success, false a failure, null has no vote. */
	void ended(Object call, int admittedIn, Boolean success, long longestAttempt) {
		look();
		count((success == null) ? "ignored" : success ? "succeeded" : "failed");
		if (admittedIn != this.stay) {
			return;
		}
		this.leases.remove(call);
		boolean slow = this.spec.slowCallDuration() != null && longestAttempt >= this.spec.slowCallDuration().toNanos();
		if (success != null && this.state == CircuitState.HALF_OPEN) {
			probed(success && !slow);
		}
		else if (success != null && this.state == CircuitState.CLOSED) {
			this.votes.add(new Vote(this.clock.now(), !success, slow));
			if (shouldOpen(!success)) {
				open(this.clock.now());
			}
		}
	}

	private void probed(boolean good) {
		if (!good) {
			open(this.clock.now());
		}
		else if (++this.successes == this.spec.halfOpen().successThreshold()) {
			this.openings = 0;
			change(CircuitState.CLOSED, this.clock.now());
		}
	}

	private boolean shouldOpen(boolean failed) {
		WindowCounts window = window();
		boolean busy = window.calls() >= this.spec.window().minimumCalls();
		List<Vote> row = row();
		boolean longRow = failed && this.spec.failureThreshold() > 0 && row.size() >= this.spec.failureThreshold()
				&& (!busy || this.clock.now() - row.get(0).at >= this.spec.failureThresholdSpan().toNanos());
		return longRow || (busy && reached(window.failures(), window.calls(), this.spec.failureRateThreshold()))
				|| (busy && this.spec.slowCallDuration() != null
						&& reached(window.slowCalls(), window.calls(), this.spec.slowCallRateThreshold()));
	}

	private static boolean reached(long part, long whole, double threshold) {
		return threshold > 0 && part * 100.0 / whole >= threshold;
	}

	/** Time alone changes the state, whether or not anybody was looking. */
	void look() {
		while (nextChange() <= this.clock.now()) {
			if (this.state == CircuitState.OPEN) {
				change(CircuitState.HALF_OPEN, this.openUntil);
			}
			else {
				open(nextChange());
			}
		}
	}

	/** When time alone will change the state. */
	long nextChange() {
		return switch (this.state) {
			case OPEN -> this.openUntil;
			case HALF_OPEN -> this.leases.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
			default -> Long.MAX_VALUE;
		};
	}

	private void open(long at) {
		double grown = this.spec.openDuration().toNanos()
				* Math.pow(this.spec.openDurationMultiplier(), this.openings++);
		double most = Math.max(this.spec.openDuration().toNanos(), this.spec.openDurationMax().toNanos());
		this.openUntil = at + (long) Math.min(grown, most);
		change(CircuitState.OPEN, at);
	}

	void act(Step.Action action) {
		look();
		switch (action) {
			case FORCE_OPEN -> change(CircuitState.FORCED_OPEN, this.clock.now());
			case DISABLE -> change(CircuitState.DISABLED, this.clock.now());
			case CLOSE, RESET -> change(CircuitState.CLOSED, this.clock.now());
		}
		if (action == Step.Action.RESET) {
			this.openings = 0;
		}
	}

	private void change(CircuitState to, long at) {
		WindowCounts window = shownWindow();
		int row = shownRow();
		boolean keep = to != CircuitState.CLOSED && to != CircuitState.DISABLED;
		this.frozen = keep ? window : WindowCounts.EMPTY;
		this.frozenRow = keep ? row : 0;
		if (to != this.state) {
			count("to " + to);
			this.log.add("circuit: " + this.state + " to " + to + " at " + at);
		}
		this.state = to;
		this.since = at;
		this.stay++;
		this.successes = 0;
		this.votes.clear();
		this.leases.clear();
	}

	private List<Vote> row() {
		int start = this.votes.size();
		while (start > 0 && this.votes.get(start - 1).failed) {
			start--;
		}
		return this.votes.subList(start, this.votes.size());
	}

	private WindowCounts window() {
		List<Vote> counted = (this.spec.window().type() == WindowType.COUNT)
				? this.votes.subList(Math.max(0, this.votes.size() - this.spec.window().size()), this.votes.size())
				: this.votes.stream().filter((vote) -> slice(this.clock.now()) - slice(vote.at) < SLICES).toList();
		return new WindowCounts(counted.size(), counted.stream().filter(Vote::failed).count(),
				counted.stream().filter(Vote::slow).count());
	}

	private long slice(long at) {
		return (at - this.since) / (this.spec.window().duration().toNanos() / SLICES);
	}

	private WindowCounts shownWindow() {
		return (this.state == CircuitState.CLOSED) ? window() : this.frozen;
	}

	private int shownRow() {
		return (this.state == CircuitState.CLOSED) ? row().size() : this.frozenRow;
	}

	private void count(String what) {
		this.totals.merge(what, 1L, Long::sum);
	}

	/** What anybody may see at any moment. */
	void describe(Map<String, Object> view) {
		look();
		WindowCounts window = shownWindow();
		boolean rated = window.calls() >= this.spec.window().minimumCalls();
		view.put("circuit", this.state);
		view.put("since", this.since);
		view.put("next probe", (this.state == CircuitState.OPEN) ? Objects.toString(this.openUntil) : "none");
		view.put("window", window);
		view.put("row", shownRow());
		view.put("failure rate", rated ? Objects.toString(window.failures() * 100.0 / window.calls()) : "none");
		view.put("slow call rate", (rated && this.spec.slowCallDuration() != null)
				? Objects.toString(window.slowCalls() * 100.0 / window.calls()) : "none");
		view.put("totals", this.totals);
	}

}
