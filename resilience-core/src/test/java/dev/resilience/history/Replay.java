package dev.resilience.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a history happen to the model and to the engine, and compares them at each step.
 */
final class Replay implements AutoCloseable {

	private static final long START = Duration.ofSeconds(5).toNanos();

	/** Longer than any wait of a history. */
	private static final Duration LONG = Duration.ofHours(2);

	private static final long SHORT_PARK = 20_000;

	private final PolicyModel model;

	private final EngineRun engine;

	private final long patience;

	private final List<String> differences = new ArrayList<>();

	/** Two things happened at one moment; what came of them says nothing. */
	private boolean tie;

	/** Whether the circuit is looked at, which makes it notice what time has changed. */
	private boolean looking;

	private Replay(Setup modelled, Setup real, Duration patience) {
		this.model = new PolicyModel(modelled, START);
		this.engine = EngineRun.of(real, START);
		this.patience = patience.toNanos();
		this.looking = modelled.watched();
	}

	/**
	 * Where the engine was not as the model.
	 *
	 * @param step the number of the step
	 * @param differences what was different
	 */
	record Deviation(int step, List<String> differences) {

		/** Whether something is different in both. */
		boolean isLike(Deviation other) {
			return this.differences.stream()
				.map(Deviation::what)
				.anyMatch((what) -> other.differences.stream().map(Deviation::what).anyMatch(what::equals));
		}

		private static String what(String difference) {
			return difference.substring(0, difference.indexOf(':'));
		}

	}

	/**
	 * Lets a history happen.
	 * @param real what the engine is set up with: as the model, or otherwise, to see that
	 * this is seen
	 * @param patience how long the engine's threads may take to do what follows from a
	 * step
	 * @return where the two differed, or null
	 */
	static Deviation of(History history, Setup real, Duration patience) {
		List<Step> steps = history.steps();
		try (Replay replay = new Replay(history.setup(), real, patience)) {
			for (int i = 0; i < steps.size() && !replay.tie; i++) {
				replay.happen(steps.get(i), i > 0 && steps.get(i - 1) instanceof Step.PassToChange);
				if (!replay.differences.isEmpty()) {
					return new Deviation(i, replay.differences);
				}
			}
			replay.comeToRest();
			return (replay.tie || replay.differences.isEmpty()) ? null
					: new Deviation(steps.size(), replay.differences);
		}
	}

	/** Whatever happened, every call that was made has been counted, once. */
	private void comeToRest() {
		while (this.engine.isCalling() && goesOn()) {
			for (int caller = 0; caller < Setup.CALLERS; caller++) {
				happen(new Step.End(caller, Ending.SUCCESS), false);
			}
			happen(new Step.Pass(LONG), false);
		}
		this.looking = true;
		if (goesOn()) {
			compare();
			this.differences.addAll(this.engine.miscounts());
		}
	}

	/**
	 * A nanosecond before each step keeps apart what follows from them, so that little
	 * depends on which of two threads is faster; a history in which something would ends
	 * there. What comes just at a change of the circuit comes just then.
	 */
	private void happen(Step step, boolean atChange) {
		if (!atChange) {
			passTo(this.model.now() + 1);
		}
		if (step instanceof Step.Begin begin) {
			this.model.begin(begin.caller(), begin.deaf());
			this.engine.begin(begin.caller(), begin.deaf());
		}
		else if (step instanceof Step.End end) {
			this.model.end(end.caller(), end.ending());
			this.engine.end(end.caller(), end.ending());
		}
		else if (step instanceof Step.GiveUp giveUp) {
			this.model.giveUp(giveUp.caller());
			this.engine.giveUp(giveUp.caller());
		}
		else if (step instanceof Step.Act act) {
			this.model.act(act.action());
			this.engine.act(act.action());
		}
		else if (step instanceof Step.Pass pass) {
			passTo(this.model.now() + pass.time().toNanos());
		}
		else if (step instanceof Step.PassToChange change && this.model.nextChange() != Long.MAX_VALUE) {
			passTo(Math.max(this.model.now(), this.model.nextChange() + change.nanos()));
		}
		passTo(this.model.now());
	}

	private void passTo(long moment) {
		while (this.model.nextMoment() <= moment && goesOn()) {
			this.tie = this.model.isTie(this.model.nextMoment());
			if (!this.tie) {
				turnTo(this.model.nextMoment());
			}
		}
		if (goesOn()) {
			turnTo(moment);
		}
	}

	private boolean goesOn() {
		return !this.tie && this.differences.isEmpty();
	}

	private void turnTo(long moment) {
		this.model.passTo(moment);
		this.engine.turnTo(moment);
		compare();
	}

	/** Waits until the engine has done what follows, or should have. */
	private void compare() {
		long begin = System.nanoTime();
		while (!isSame()) {
			if (System.nanoTime() - begin > this.patience) {
				findDifferences();
				return;
			}
			LockSupport.parkNanos(SHORT_PARK);
		}
	}

	private boolean isSame() {
		if (!this.engine.isAtRest()) {
			return false;
		}
		Map<String, Object> expected = this.model.view(this.looking);
		Map<String, Object> seen = this.engine.view(this.looking);
		List<String> expectedLog = told(this.model.log());
		List<String> log = told(this.engine.log());
		if (!expected.equals(seen) || !expectedLog.equals(log) || !this.engine.isAtRest()) {
			return false;
		}
		this.engine.forget(log);
		expectedLog.forEach(this.model.log()::remove);
		return true;
	}

	/** Of a circuit that nobody looks at, changes are told some time later. */
	private List<String> told(List<String> lines) {
		return lines.stream().filter((line) -> this.looking || !line.startsWith("circuit")).sorted().toList();
	}

	private void findDifferences() {
		Map<String, Object> expected = this.model.view(this.looking);
		Map<String, Object> seen = this.engine.view(this.looking);
		TreeSet<String> keys = new TreeSet<>(expected.keySet());
		keys.addAll(seen.keySet());
		for (String key : keys) {
			if (!Objects.equals(expected.get(key), seen.get(key))) {
				this.differences.add(key + ": expected " + expected.get(key) + ", was " + seen.get(key));
			}
		}
		List<String> expectedLog = told(this.model.log());
		List<String> log = told(this.engine.log());
		if (!expectedLog.equals(log)) {
			this.differences.add("told: expected " + expectedLog + ", was " + log);
		}
		if (this.differences.isEmpty()) {
			this.differences.add("threads: at work without end");
		}
	}

	@Override
	public void close() {
		this.engine.close();
	}

}
