package dev.resilience.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.pipeline.PolicySpec;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;

/**
 * A policy and the calls under it, as plainly as it can be said: one thread, a clock that
 * is a number, and everything done at once.
 */
final class PolicyModel {

	private final Setup setup;

	private final CircuitModel circuit;

	private final RetryModel retry;

	private final TimeLimitModel limit;

	private final FallbackModel fallback;

	private final Map<Object, Long> failures = new TreeMap<>();

	private final Map<Integer, ModelCall> calls = new TreeMap<>();

	private final int[] begun = new int[Setup.CALLERS];

	private final List<String> log = new ArrayList<>();

	private long now;

	PolicyModel(Setup setup, long now) {
		PolicySpec spec = setup.spec();
		this.setup = setup;
		this.now = now;
		this.circuit = setup.has(PolicyKind.CIRCUIT) ? new CircuitModel(spec.circuit(), () -> this.now, this.log)
				: null;
		this.retry = setup.has(PolicyKind.RETRY) ? new RetryModel(spec.retry(), () -> this.now) : null;
		this.limit = setup.has(PolicyKind.TIME_LIMIT) ? new TimeLimitModel(spec.timeLimit(), () -> this.now) : null;
		this.fallback = setup.has(PolicyKind.FALLBACK) ? new FallbackModel() : null;
	}

	void begin(int caller, boolean deaf) {
		if (this.calls.containsKey(caller)) {
			return;
		}
		ModelCall call = new ModelCall(caller, ++this.begun[caller], deaf, this.now);
		this.calls.put(caller, call);
		if (this.circuit != null) {
			call.admittedIn = this.circuit.admit(call);
			if (call.admittedIn == CircuitModel.REFUSED) {
				log(call, "CIRCUIT_OPEN " + this.circuit.state());
				answer(call, Result.refused(this.circuit.state()));
				return;
			}
		}
		if (this.retry != null) {
			this.retry.started();
		}
		beginAttempt(call);
	}

	private void beginAttempt(ModelCall call) {
		call.state = ModelCall.State.IN_METHOD;
		call.attempt++;
		call.fired = false;
		call.attemptBegan = this.now;
		if (this.limit != null) {
			this.limit.limit(call);
		}
		log(call, "attempt " + call.attempt + " begins, "
				+ ((this.limit != null) ? Duration.ofNanos(call.allowance) + " left" : "no limit"));
	}

	void end(int caller, Ending ending) {
		ModelCall call = this.calls.get(caller);
		if (call != null && call.state == ModelCall.State.IN_METHOD) {
			returns(call, Result.of(ending, call.name()));
		}
	}

	void giveUp(int caller) {
		ModelCall call = this.calls.get(caller);
		if (call == null) {
			return;
		}
		if (this.setup.form().isLater()) {
			call.cancelled = true;
			if (call.state == ModelCall.State.WAITING) {
				endRetry(call, RetryOutcome.ABORTED, Result.cancelled());
			}
			else {
				logCancelled(call);
				returns(call, Result.cancelled());
			}
		}
		else if (call.state == ModelCall.State.WAITING) {
			call.interrupted = true;
			endRetry(call, RetryOutcome.ABORTED, call.last);
		}
		else if (!call.deaf) {
			returns(call, Result.interrupted(call.name()));
		}
		else {
			// one that comes after ours is the same flag
			call.interrupted |= !call.fired;
		}
	}

	/** The method comes back. */
	private void returns(ModelCall call, Result result) {
		long took = this.now - call.attemptBegan;
		call.longestAttempt = Math.max(call.longestAttempt, took);
		if (this.limit == null) {
			attemptEnds(call, result);
		}
		else if ((this.setup.form() == Form.PLAIN_UNINTERRUPTED) ? took > call.allowance : call.fired) {
			tooLate(call, result);
		}
		else {
			this.limit.completed();
			attemptEnds(call, result);
		}
	}

	private void tooLate(ModelCall call, Result result) {
		Result late = this.limit.late(call, result);
		log(call, late.label() + (call.overrun ? " overrun" : ""));
		attemptEnds(call, late.after(result));
	}

	private void attemptEnds(ModelCall call, Result result) {
		if (result.isFailure()) {
			this.failures.merge(result.verdict().category(), 1L, Long::sum);
		}
		call.last = result;
		if (this.retry == null) {
			endCall(call, result);
			return;
		}
		RetryModel.Next next = this.retry.after(result, call.attempt, mayTryAgain(call) && !call.interrupted,
				(this.limit != null) ? this.limit.totalLeft(call) : Long.MAX_VALUE);
		if (next.end() != null) {
			logEnd(call, next.end());
			endRetry(call, next.end(), result);
			return;
		}
		log(call, "RETRY attempt=" + call.attempt + " delay=" + Duration.ofNanos(next.delay()));
		call.state = ModelCall.State.WAITING;
		call.waitsUntil = this.now + next.delay();
	}

	private void logEnd(ModelCall call, RetryOutcome end) {
		if (end == RetryOutcome.EXHAUSTED || end == RetryOutcome.BUDGET_SPENT) {
			log(call, "RETRY_" + end + " attempts=" + call.attempt);
		}
	}

	private boolean mayTryAgain(ModelCall call) {
		return !call.mayNotTryAgain && !call.cancelled
				&& (this.circuit == null || this.circuit.allowsAnotherAttempt(call.admittedIn));
	}

	private void endRetry(ModelCall call, RetryOutcome outcome, Result result) {
		this.retry.ended(outcome);
		endCall(call, result);
	}

	private void endCall(ModelCall call, Result result) {
		if (this.circuit != null) {
			this.circuit.ended(call, call.admittedIn, result.vote(), call.longestAttempt);
		}
		answer(call, result);
	}

	private void answer(ModelCall call, Result result) {
		Result answer = (this.fallback != null) ? this.fallback.answer(result) : null;
		if (answer != null) {
			log(call, "FALLBACK_USED");
		}
		this.calls.remove(call.caller);
		log(call, "ends with " + ((answer != null) ? answer : result).label()
				+ (call.interrupted ? ", interrupted" : ""));
	}

	private void logCancelled(ModelCall call) {
		if (this.setup.form().isLater()) {
			log(call, "source of attempt " + call.attempt + " cancelled");
		}
	}

	private void log(ModelCall call, String what) {
		this.log.add(call.caller + ": " + what);
	}

	void act(Step.Action action) {
		if (this.circuit != null) {
			this.circuit.act(action);
		}
	}

	/** When something happens next without anybody's doing. */
	long nextMoment() {
		return this.calls.values().stream().mapToLong(this::nextMoment).min().orElse(Long.MAX_VALUE);
	}

	/**
	 * Whether things happen to two calls at that moment: which of them is first, two
	 * threads decide.
	 */
	boolean isTie(long moment) {
		return this.calls.values().stream().filter((call) -> nextMoment(call) == moment).count() > 1;
	}

	private long nextMoment(ModelCall call) {
		if (call.state == ModelCall.State.WAITING) {
			return call.waitsUntil;
		}
		boolean waitsForLimit = this.limit != null && !call.fired && this.setup.form() != Form.PLAIN_UNINTERRUPTED;
		return waitsForLimit ? call.attemptBegan + call.allowance : Long.MAX_VALUE;
	}

	/**
	 * When time alone will have changed something, without a thread that does anything:
	 * the circuit, or whether an attempt is still in time.
	 */
	long nextChange() {
		long circuit = (this.circuit != null) ? this.circuit.nextChange() : Long.MAX_VALUE;
		if (this.limit == null || this.setup.form() != Form.PLAIN_UNINTERRUPTED) {
			return circuit;
		}
		return this.calls.values()
			.stream()
			.filter((call) -> call.state == ModelCall.State.IN_METHOD)
			.mapToLong((call) -> call.attemptBegan + call.allowance)
			.filter((deadline) -> deadline >= this.now)
			.reduce(circuit, Math::min);
	}

	/** Time passes, at most up to the next moment. */
	void passTo(long moment) {
		this.now = moment;
		for (ModelCall call : List.copyOf(this.calls.values())) {
			while (this.calls.containsValue(call) && nextMoment(call) <= moment) {
				happen(call);
			}
		}
	}

	private void happen(ModelCall call) {
		if (call.state == ModelCall.State.WAITING) {
			if (mayTryAgain(call)) {
				this.retry.retries++;
				beginAttempt(call);
			}
			else {
				endRetry(call, RetryOutcome.ABORTED, call.last);
			}
			return;
		}
		call.fired = true;
		if (this.setup.form().leavesBehind()) {
			call.longestAttempt = Math.max(call.longestAttempt, call.allowance);
			logCancelled(call);
			tooLate(call, null);
		}
		else if (!call.deaf) {
			returns(call, Result.interrupted(call.name()));
		}
	}

	long now() {
		return this.now;
	}

	List<String> log() {
		return this.log;
	}

	/**
	 * What is to be seen from outside.
	 * @param looking whether at the circuit too
	 */
	Map<String, Object> view(boolean looking) {
		Map<String, Object> view = new TreeMap<>();
		if (looking && this.circuit != null) {
			this.circuit.describe(view);
		}
		if (this.retry != null) {
			view.put("retry", this.retry.outcomes);
			view.put("retries", this.retry.retries);
		}
		view.put("time limit", (this.limit != null) ? this.limit.outcomes : Map.of());
		view.put("fallback", (this.fallback != null) ? this.fallback.outcomes : Map.of());
		view.put("failures", this.failures);
		this.calls.forEach((caller, call) -> view.put("caller " + caller, call.toString()));
		return view;
	}

}
