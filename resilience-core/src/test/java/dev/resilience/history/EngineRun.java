package dev.resilience.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import dev.resilience.CallContext;
import dev.resilience.CircuitOpenException;
import dev.resilience.ProtectedCalls;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.failure.FailureCategory;
import dev.resilience.failure.FailureVerdict;
import dev.resilience.fallback.FallbackOutcome;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.ContextCarrier.Carried;
import dev.resilience.policy.PolicyKind;
import dev.resilience.retry.RetryOutcome;
import dev.resilience.timelimit.TimeLimitOutcome;

/** The real engine, driven step by step and looked at from outside. */
abstract class EngineRun implements AutoCloseable {

	protected final Setup setup;

	protected final Activity activity = new Activity();

	protected final ProtectedCalls calls;

	private final SteppedTime time;

	private final ResilienceEngine engine;

	private final List<Caller> callers = new ArrayList<>();

	private final List<String> log = new ArrayList<>();

	/** Whether nobody looks any more, and every attempt is to end at once. */
	private volatile boolean closed;

	EngineRun(Setup setup, long start) {
		this.setup = setup;
		this.time = new SteppedTime(this.activity, start);
		this.engine = ResilienceEngine.builder()
			.time(this.time)
			.policy(setup.spec())
			.classifiers(() -> List.of(EngineRun::classify))
			.contextCarrier(this::capture)
			.listeners(() -> List.of(this::heard))
			.build();
		this.calls = this.engine.policy(Setup.POLICY);
		for (int i = 0; i < Setup.CALLERS; i++) {
			this.callers.add(new Caller(i));
		}
	}

	static EngineRun of(Setup setup, long start) {
		return setup.form().isLater() ? new LaterRun(setup, start) : new PlainRun(setup, start);
	}

	private static FailureVerdict classify(Throwable failure) {
		return (failure instanceof Planned.Failure planned) ? planned.ending().verdict() : null;
	}

	/** Whoever goes on with a call on another thread is counted as at work. */
	private Carried capture() {
		Caller caller = Caller.current();
		return () -> {
			this.activity.work();
			Caller before = Caller.setCurrent(caller);
			return () -> {
				Caller.setCurrent(before);
				this.activity.rest();
			};
		};
	}

	final void begin(int number, boolean deaf) {
		Caller caller = this.callers.get(number);
		if (!caller.isCalling()) {
			caller.begin();
			begin(caller, deaf);
		}
	}

	protected abstract void begin(Caller caller, boolean deaf);

	final void end(int number, Ending ending) {
		Attempt attempt = this.callers.get(number).attempt();
		if (attempt != null) {
			end(attempt, ending);
		}
	}

	protected abstract void end(Attempt attempt, Ending ending);

	final void giveUp(int number) {
		if (this.callers.get(number).isCalling()) {
			giveUp(this.callers.get(number));
		}
	}

	protected abstract void giveUp(Caller caller);

	final void act(Step.Action action) {
		if (this.setup.has(PolicyKind.CIRCUIT)) {
			action.on(this.engine.get(Setup.POLICY));
		}
	}

	final void turnTo(long moment) {
		this.time.turnTo(moment);
	}

	/** To be called by the protected method when it begins. */
	protected final Attempt enter(Caller caller) {
		CallContext context = Objects.requireNonNull(CallContext.current());
		Attempt attempt = new Attempt(context.attempt(), caller.number + "." + caller.call + "." + context.attempt(),
				this.activity);
		log(caller, "attempt " + context.attempt() + " begins, "
				+ ((context.remainingTime() != null) ? context.remainingTime() + " left" : "no limit"));
		caller.enter(attempt);
		if (this.closed) {
			end(attempt, Ending.SUCCESS);
		}
		attempt.source().whenComplete((result, failure) -> {
			if (attempt.source().isCancelled()) {
				log(caller, "source of attempt " + context.attempt() + " cancelled");
			}
		});
		return attempt;
	}

	protected final void over(Caller caller, String outcome) {
		log(caller, "ends with " + outcome);
		caller.over();
	}

	protected static String describe(Throwable thrown) {
		if (thrown instanceof Planned planned) {
			return planned.label() + ((thrown.getSuppressed().length > 0) ? " with something suppressed" : "");
		}
		if (thrown instanceof TimeLimitExceededException late) {
			return Result.late(late.code().name(), late.limit(), late.elapsed()) + Stream.of(late.getSuppressed())
				.map((suppressed) -> " after " + describe(suppressed))
				.findAny()
				.orElse("");
		}
		if (thrown instanceof CircuitOpenException refusal) {
			return "CIRCUIT_OPEN " + refusal.state();
		}
		return (thrown instanceof CancellationException) ? "cancelled" : "unexpected " + thrown;
	}

	private void heard(ResilienceEvent event) {
		Caller caller = Caller.current();
		if (event instanceof ResilienceEvent.CircuitStateChanged change) {
			log("circuit: " + change.from() + " to " + change.to() + " at " + this.time.reading(change.at()));
		}
		else if (event instanceof ResilienceEvent.CallRejected rejected) {
			log(caller, rejected.code() + " " + rejected.state());
		}
		else if (event instanceof ResilienceEvent.RetryScheduled retry) {
			log(caller, "RETRY attempt=" + retry.attempt() + " delay=" + retry.delay());
			caller.waitFrom(this.time.nanos(), retry.delay());
		}
		else if (event instanceof ResilienceEvent.RetryGaveUp end) {
			log(caller, end.code() + " attempts=" + end.attempts());
		}
		else if (event instanceof ResilienceEvent.TimeLimitPassed late) {
			log(caller, Result.late(late.code(), late.limit(), late.elapsed()) + (late.overrun() ? " overrun" : ""));
			release(caller.leaveAttempt());
		}
		else {
			log(caller, event.code());
		}
	}

	/** A method that was left behind comes back some time; why not now. */
	private void release(Attempt left) {
		if (left != null) {
			end(left, Ending.SUCCESS);
		}
	}

	private void log(Caller caller, String what) {
		log(((caller != null) ? caller.number : "nobody") + ": " + what);
	}

	private synchronized void log(String line) {
		this.log.add(line);
	}

	/** What was told since the last {@link #forget}. */
	final synchronized List<String> log() {
		return List.copyOf(this.log);
	}

	final synchronized void forget(List<String> lines) {
		lines.forEach(this.log::remove);
	}

	final boolean isAtRest() {
		return this.activity.isAtRest() && this.time.isSeen();
	}

	final boolean isCalling() {
		return this.callers.stream().anyMatch(Caller::isCalling);
	}

	/** To be asked when no call is under way: which sums are not what they must be. */
	final List<String> miscounts() {
		List<String> miscounts = new ArrayList<>();
		Policy policy = Objects.requireNonNull(this.engine.find(Setup.POLICY));
		long passed = this.callers.stream().mapToLong((caller) -> caller.call).sum();
		if (this.setup.has(PolicyKind.CIRCUIT)) {
			CircuitSnapshot.Totals totals = this.engine.get(Setup.POLICY).snapshot().totals();
			check("calls of the circuit", totals.succeeded() + totals.failed() + totals.ignored() + totals.rejected(),
					passed, miscounts);
			passed -= totals.rejected();
		}
		if (this.setup.has(PolicyKind.RETRY)) {
			check("calls of the retry", sum(RetryOutcome.values(), policy.retry()::calls), passed, miscounts);
		}
		if (this.setup.has(PolicyKind.TIME_LIMIT)) {
			check("attempts of the time limit", sum(TimeLimitOutcome.values(), policy.timeLimit()::calls),
					passed + policy.retry().retries(), miscounts);
		}
		return miscounts;
	}

	private static void check(String what, long counted, long expected, List<String> miscounts) {
		if (counted != expected) {
			miscounts.add(what + ": counted " + counted + " of " + expected);
		}
	}

	private static <K> long sum(K[] keys, ToLongFunction<K> count) {
		return Stream.of(keys).mapToLong(count).sum();
	}

	/**
	 * What is to be seen from outside.
	 * @param looking whether at the circuit too
	 */
	final Map<String, Object> view(boolean looking) {
		Map<String, Object> view = new TreeMap<>();
		Policy policy = Objects.requireNonNull(this.engine.find(Setup.POLICY));
		if (looking && this.setup.has(PolicyKind.CIRCUIT)) {
			describe(this.engine.get(Setup.POLICY).snapshot(), view);
		}
		if (this.setup.has(PolicyKind.RETRY)) {
			view.put("retry", counts(RetryOutcome.values(), policy.retry()::calls));
			view.put("retries", policy.retry().retries());
		}
		view.put("time limit", counts(TimeLimitOutcome.values(), policy.timeLimit()::calls));
		view.put("fallback", counts(FallbackOutcome.values(), policy.fallback()::calls));
		view.put("failures", counts(FailureCategory.values(), policy.failures()::of));
		this.callers.stream()
			.filter(Caller::isCalling)
			.forEach((caller) -> view.put("caller " + caller.number, caller.toString()));
		return view;
	}

	private void describe(CircuitSnapshot circuit, Map<String, Object> view) {
		view.put("circuit", circuit.state());
		view.put("since", this.time.reading(circuit.since()));
		view.put("next probe",
				(circuit.nextProbeAt() != null) ? Objects.toString(this.time.reading(circuit.nextProbeAt())) : "none");
		view.put("window", circuit.window());
		view.put("row", circuit.consecutiveFailures());
		view.put("failure rate", Objects.toString(circuit.failureRate(), "none"));
		view.put("slow call rate", Objects.toString(circuit.slowCallRate(), "none"));
		Map<String, Long> totals = new TreeMap<>();
		totals.put("succeeded", circuit.totals().succeeded());
		totals.put("failed", circuit.totals().failed());
		totals.put("ignored", circuit.totals().ignored());
		totals.put("rejected", circuit.totals().rejected());
		circuit.totals().transitions().forEach((state, times) -> totals.put("to " + state, times));
		totals.values().removeIf((count) -> count == 0);
		view.put("totals", totals);
	}

	private static <K> Map<K, Long> counts(K[] keys, ToLongFunction<K> count) {
		Map<K, Long> counts = new TreeMap<>();
		for (K key : keys) {
			if (count.applyAsLong(key) > 0) {
				counts.put(key, count.applyAsLong(key));
			}
		}
		return counts;
	}

	@Override
	public void close() {
		this.closed = true;
		this.callers.forEach((caller) -> release(caller.leaveAttempt()));
		this.time.turnTo(this.time.nanos() + Duration.ofDays(1).toNanos());
		this.engine.close();
	}

}
