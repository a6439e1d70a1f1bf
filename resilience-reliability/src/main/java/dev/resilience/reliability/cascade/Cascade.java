package dev.resilience.reliability.cascade;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.resilience.reliability.backend.Exchange;
import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.IllBackend;
import dev.resilience.reliability.traffic.ApplicationProcess;
import dev.resilience.reliability.traffic.Timeline;
import dev.resilience.reliability.traffic.Timeline.Result;
import dev.resilience.reliability.traffic.Timeline.Share;
import dev.resilience.reliability.traffic.Traffic;
import dev.resilience.reliability.traffic.Traffic.Visit;

import static java.time.Duration.ofMillis;

/**
 * Looks for cascades: {@code resilience-reliability/cascade}. Of ten backends behind one
 * application one falls ill, in one way after the other, and is well in between. The nine
 * others must not notice: no failure, no stand-in, and a p99 that is no more than
 * {@value #MOST_TIMES} times and {@value #MOST_MILLIS} ms above the worst that they had
 * in the same run while all ten were well. The process ends with 1 if that does not hold.
 * <p>
 * Then the same without protection, which must be noticed, or the test would be worth
 * nothing. And with more calls to the ill backend than there are threads for until its
 * circuit has opened: that is what only a limit of concurrent calls could prevent.
 */
public final class Cascade {

	private static final int MOST_TIMES = 2;

	private static final int MOST_MILLIS = 30;

	/** Users of each backend, and of all ten at once. */
	private static final int PER_SECOND = 15;

	private static final int CROWD = 60;

	private static final int WARM_UP_SECONDS = 8;

	private static final int WELL_SECONDS = 8;

	private static final int ILL_SECONDS = 10;

	private static final byte[] NOTHING = new byte[0];

	private static final List<Fault> FAULTS = List.of(Fault.of("hung", Exchange::hang), Fault.of("slow", (exchange) -> {
		exchange.pause(ofMillis(3_000));
		exchange.sendHealthyAnswer();
	}), Fault.of("errors", (exchange) -> exchange.send("500 Internal Server Error", "", NOTHING)),
			Fault.of("resets", Exchange::reset));

	private final String title;

	private final boolean isProtected;

	/** Users of the backend that falls ill. */
	private final int rate;

	private final List<String> noticed = new ArrayList<>();

	private String all = "";

	private Cascade(String title, boolean isProtected, int rate) {
		this.title = title;
		this.isProtected = isProtected;
		this.rate = rate;
	}

	/**
	 * Looks.
	 * @param args nothing
	 * @throws IOException if an application does not start
	 * @throws InterruptedException if the wait is interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		System.out
			.println("| one backend is | protected | the nine others: calls | failed | degraded | p50 | p99 | longest "
					+ "| the ill one: answered | degraded | failed | p99 | reached |");
		System.out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
		Cascade held = new Cascade("yes", true, PER_SECOND);
		Cascade bare = new Cascade("no", false, PER_SECOND);
		Cascade crowded = new Cascade("yes, " + CROWD + " calls a second to the ill one", true, CROWD);
		held.run(FAULTS);
		bare.run(FAULTS.subList(0, 1));
		crowded.run(FAULTS.subList(0, 1));
		for (Cascade cascade : List.of(held, bare, crowded)) {
			System.out.printf("%nProtected: %s. All ten at once: %s%n", cascade.title, cascade.all);
			cascade.noticed.forEach((noticed) -> System.out.println("  NOTICED: " + noticed));
		}
		if (bare.noticed.isEmpty()) {
			System.out.println("Nothing was noticed without protection: this run proves nothing");
		}
		System.exit((held.noticed.isEmpty() && !bare.noticed.isEmpty()) ? 0 : 1);
	}

	private void run(List<Fault> faults) throws IOException, InterruptedException {
		List<IllBackend> backends = new ArrayList<>();
		try {
			for (int i = 0; i < TenBackends.COUNT; i++) {
				backends.add(new IllBackend(ofMillis(5)));
			}
			String addresses = backends.stream()
				.map((backend) -> backend.address().toString())
				.collect(Collectors.joining(","));
			try (ApplicationProcess application = new ApplicationProcess(TenBackends.class,
					"--spring.config.name=cascade", "--backends=" + addresses,
					"--resilience.enabled=" + this.isProtected)) {
				try (Traffic warmUp = new Traffic(
						visits(application, new Timeline(), new Timeline(), new Timeline()))) {
					warmUp.awaitSecond(WARM_UP_SECONDS);
				}
				run(faults, application, backends.get(0));
			}
		}
		finally {
			backends.forEach(IllBackend::close);
		}
	}

	private void run(List<Fault> faults, ApplicationProcess application, IllBackend ill)
			throws IOException, InterruptedException {
		Timeline nine = new Timeline();
		Timeline one = new Timeline();
		Timeline all = new Timeline();
		List<Fault> states = new ArrayList<>(List.of(Fault.NONE));
		faults.forEach((fault) -> states.addAll(List.of(fault, Fault.NONE)));
		List<Long> reached = new ArrayList<>();
		try (Traffic traffic = new Traffic(visits(application, one, nine, all))) {
			int end = 0;
			for (Fault state : states) {
				long before = ill.requests();
				ill.become(state);
				end += seconds(state);
				traffic.awaitSecond(end);
				reached.add(ill.requests() - before);
			}
		}
		double worst = 0;
		int begin = 0;
		for (Fault state : states) {
			int end = begin + seconds(state);
			worst = Math.max(worst, (state == Fault.NONE) ? nine.between(begin, end).percentile(99) : 0);
			begin = end;
		}
		begin = 0;
		for (int i = 0; i < states.size(); i++) {
			int end = begin + seconds(states.get(i));
			Share others = nine.between(begin, end);
			print(states.get(i), others, one.between(begin, end), reached.get(i));
			look(states.get(i), others, MOST_TIMES * worst + MOST_MILLIS);
			begin = end;
		}
		Share whole = all.all();
		this.all = String.format(Locale.ROOT, "%,d calls, %,d answered, %,d with a stand-in, %,d failed", whole.calls(),
				whole.of(Result.ANSWERED), whole.of(Result.DEGRADED), whole.of(Result.FAILED));
	}

	/** The first is the one that falls ill. */
	private List<Visit> visits(ApplicationProcess application, Timeline one, Timeline nine, Timeline all) {
		Visit[] visits = new Visit[TenBackends.COUNT + 1];
		Arrays.setAll(visits, (number) -> new Visit(application.address("/ask/" + number),
				(number == 0) ? this.rate : PER_SECOND, (number == 0) ? one : nine));
		visits[TenBackends.COUNT] = new Visit(application.address("/ask-all"), PER_SECOND, all);
		return List.of(visits);
	}

	private static int seconds(Fault state) {
		return (state == Fault.NONE) ? WELL_SECONDS : ILL_SECONDS;
	}

	private void print(Fault state, Share nine, Share one, long reached) {
		System.out.printf(Locale.ROOT,
				"| %s | %s | %,d | %,d | %,d | %.1f ms | %.1f ms | %.1f ms | %,d | %,d | %,d | %.0f ms | %,d |%n",
				state, this.title, nine.calls(), nine.of(Result.FAILED), nine.of(Result.DEGRADED), nine.percentile(50),
				nine.percentile(99), nine.longest(), one.of(Result.ANSWERED), one.of(Result.DEGRADED),
				one.of(Result.FAILED), one.percentile(99), reached);
	}

	private void look(Fault state, Share nine, double most) {
		long lost = nine.calls() - nine.of(Result.ANSWERED);
		if (lost > 0) {
			this.noticed.add(lost + " calls of the nine others were not answered while one backend was " + state);
		}
		if (nine.percentile(99) > most) {
			this.noticed.add(String.format(Locale.ROOT,
					"the p99 of the nine others was %.1f ms, more than %.1f ms, while one backend was %s",
					nine.percentile(99), most, state));
		}
	}

}
