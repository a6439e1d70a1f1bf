package dev.resilience.spring.codes;

import java.net.ConnectException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.resilience.CircuitState;
import dev.resilience.spring.support.Script;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What brings a code about, and nothing else that has one.
 *
 * @param policy the policy that it happens to
 * @param before what has to be so; what it brings about is not looked at
 * @param act the call
 */
record Cause(String policy, ThrowingCallable before, ThrowingCallable act) {

	private static final String OPENS = "CIRCUIT_OPEN: a failed call opens the circuit";

	private static final String REFUSES = "CIRCUIT_OPEN: the circuit refuses a call";

	private static final String CLOSES = "CIRCUIT_CLOSED: the last probe needed succeeds";

	private static final String RETRIES = "RETRY: an attempt fails, the next succeeds";

	private static final String EXHAUSTS = "RETRY_EXHAUSTED: the last attempt fails";

	private static final String SPENDS = "RETRY_BUDGET_SPENT: an attempt fails, and the budget has no retry left";

	private static final String ANSWERS_TRANSIENT = "FALLBACK_USED: a fallback answers a transient failure";

	private static final String ANSWERS_PERMANENT = "FALLBACK_USED: a fallback answers a permanent failure";

	private static final String FAILS = "FALLBACK_FAILED: the fallback fails, too";

	/** By code and the words for when. */
	static Map<String, Cause> all(Application application) {
		Map<String, Cause> all = new LinkedHashMap<>();
		circuits(application, application.backend, all);
		retries(application.backend, all);
		timeLimits(application.backend, all);
		workers(application.backend, all);
		fallbacks(application.backend, all);
		return all;
	}

	/**
	 * The same, as far as they depend on how an outcome comes, with outcomes that come
	 * later.
	 */
	static Map<String, Cause> allLater(Application application) {
		LaterBackend later = application.later;
		Map<String, Cause> all = new LinkedHashMap<>();
		all.put(OPENS, of("opens", () -> outcome(later.opens(down()))));
		all.put(REFUSES, new Cause("refuses", () -> catchThrowable(() -> outcome(later.refuses(down()))),
				() -> outcome(later.refuses(down()))));
		all.put(CLOSES, new Cause("closes", () -> {
			catchThrowable(() -> outcome(later.closes(down())));
			awaitHalfOpen(application, "closes");
		}, () -> outcome(later.closes(answers()))));
		all.put(RETRIES, of("retries", () -> outcome(later.retries(answers().first(new ConnectException("down"))))));
		all.put(EXHAUSTS, of("exhausts", () -> outcome(later.exhausts(down()))));
		all.put(SPENDS, of("spends", () -> outcome(later.spends(down()))));
		all.put(ANSWERS_TRANSIENT, of("answers", () -> outcome(later.answers(down()))));
		all.put(ANSWERS_PERMANENT, of("answers", () -> outcome(later.answers(wrong()))));
		all.put(FAILS, of("fails", () -> outcome(later.fails(down()))));
		return all;
	}

	private static void circuits(Application application, Backend backend, Map<String, Cause> all) {
		all.put(OPENS, of("opens", () -> backend.opens(down())));
		all.put(REFUSES, new Cause("refuses", () -> catchThrowable(() -> backend.refuses(down())),
				() -> backend.refuses(down())));
		all.put("CIRCUIT_HALF_OPEN: the open duration is over", new Cause("probes", () -> {
			application.circuit("probes").reset();
			catchThrowable(() -> backend.probes(down()));
		}, () -> awaitHalfOpen(application, "probes")));
		all.put(CLOSES, new Cause("closes", () -> {
			catchThrowable(() -> backend.closes(down()));
			awaitHalfOpen(application, "closes");
		}, () -> backend.closes(answers())));
		all.put("CIRCUIT_FORCED_OPEN: somebody says `force-open`",
				of("forced", () -> application.act("forced", "force-open")));
		all.put("CIRCUIT_DISABLED: somebody says `disable`",
				of("disabled", () -> application.act("disabled", "disable")));
	}

	private static void retries(Backend backend, Map<String, Cause> all) {
		all.put(RETRIES, of("retries", () -> backend.retries(answers().first(new ConnectException("down")))));
		all.put(EXHAUSTS, of("exhausts", () -> backend.exhausts(down())));
		all.put(SPENDS, of("spends", () -> backend.spends(down())));
	}

	private static void timeLimits(Backend backend, Map<String, Cause> all) {
		all.put("TIME_LIMIT_EXCEEDED: an attempt passes `timeout`", of("hangs", () -> outcome(backend.hangs())));
		all.put("TIME_LIMIT_EXCEEDED: its method goes on for more than 100 ms", of("overruns", backend::overruns));
		all.put("TOTAL_TIME_LIMIT_EXCEEDED: the call passes `total`", of("total", () -> outcome(backend.total())));
	}

	private static void workers(Backend backend, Map<String, Cause> all) {
		all.put("CONCURRENCY_LIMIT_EXCEEDED: no worker is free for a call with `run-on: worker`",
				new Cause("worker", () -> occupy(backend), backend::worker));
		all.put("CONCURRENCY_LIMIT_EXCEEDED: no worker is free to wait for a plain `Future`",
				new Cause("future", () -> occupy(backend), () -> outcome(backend.future())));
	}

	private static void fallbacks(Backend backend, Map<String, Cause> all) {
		all.put(ANSWERS_TRANSIENT, of("answers", () -> backend.answers(down())));
		all.put(ANSWERS_PERMANENT, of("answers", () -> backend.answers(wrong())));
		all.put(FAILS, of("fails", () -> backend.fails(down())));
	}

	private static Cause of(String policy, ThrowingCallable act) {
		return new Cause(policy, () -> {
		}, act);
	}

	private static Script down() {
		return Script.failing(new ConnectException("down"));
	}

	private static Script wrong() {
		return Script.failing(new IllegalArgumentException("wrong"));
	}

	private static Script answers() {
		return Script.answering("answer");
	}

	private static void awaitHalfOpen(Application application, String circuit) {
		await().pollInterval(Duration.ofMillis(5))
			.until(() -> application.circuit(circuit).state() == CircuitState.HALF_OPEN);
	}

	/**
	 * For good: whoever comes second finds it so. On a thread of its own, because the
	 * common pool may have but one, and others need it.
	 */
	private static void occupy(Backend backend) {
		if (!backend.isBusy()) {
			Thread caller = new Thread(() -> catchThrowable(backend::busy), "busy caller");
			caller.setDaemon(true);
			caller.start();
			await().until(backend::isBusy);
		}
	}

	private static void outcome(Future<?> future) throws Throwable {
		try {
			future.get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

}
