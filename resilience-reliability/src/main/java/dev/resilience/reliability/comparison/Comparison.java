package dev.resilience.reliability.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.resilience.reliability.backend.Exchange;
import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.IllBackend;
import dev.resilience.reliability.comparison.Phase.State;
import dev.resilience.reliability.traffic.ApplicationProcess;
import dev.resilience.reliability.traffic.Timeline;
import dev.resilience.reliability.traffic.Timeline.Result;
import dev.resilience.reliability.traffic.Timeline.Share;
import dev.resilience.reliability.traffic.Traffic;
import dev.resilience.reliability.traffic.Traffic.Visit;

import static java.time.Duration.ofMillis;

/**
 * Measures what resilience buys: {@code resilience-reliability/compare [picture]}. The
 * application runs once for each {@link Variant}, in a process of its own, under the same
 * load and in front of a backend that is ill in the same ways at the same times
 * ({@link Phase}). Printed is a table; the file gets the picture.
 * <p>
 * To read it: what is answered and degraded is what users got, what has reached the
 * backend is what it had to bear. A call belongs to the phase in which it was due, and
 * its latency is counted from there.
 */
public final class Comparison {

	private static final int PER_SECOND = 150;

	private static final int WARM_UP_SECONDS = 6;

	private static final int DISTURBED_MILLIS = 250;

	private static final byte[] NOTHING = new byte[0];

	private Comparison() {
	}

	/**
	 * Measures.
	 * @param args the file for the picture
	 * @throws IOException if an application does not start
	 * @throws InterruptedException if the wait is interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		List<Measured> measured = new ArrayList<>();
		for (Variant variant : Variant.values()) {
			measured.add(measure(variant));
		}
		System.out.printf("%d calls a second, JDK %s, %d processors%n%n%s%n", PER_SECOND,
				System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(),
				new ComparisonTable(measured));
		measured.forEach(Comparison::warnIfDisturbed);
		Files.writeString(Path.of(args[0]), new Picture(measured, PER_SECOND).draw(), StandardCharsets.UTF_8);
	}

	/**
	 * What came of one variant.
	 *
	 * @param variant who protected the calls
	 * @param calls the users' calls
	 * @param reached how many requests reached the backend in each phase
	 */
	record Measured(Variant variant, Timeline calls, List<Long> reached) {
	}

	/** In the first phase nothing is ill but the machine. */
	private static void warnIfDisturbed(Measured one) {
		Share first = one.calls().between(0, Phase.all().get(0).seconds() - 1);
		if (first.of(Result.ANSWERED) < first.calls() || first.percentile(99) > DISTURBED_MILLIS) {
			System.out.printf(
					"%nDISTURBED: something else had the machine while %s was measured. Do not use this run.%n",
					one.variant().title());
		}
	}

	private static Measured measure(Variant variant) throws IOException, InterruptedException {
		try (IllBackend backend = new IllBackend(ofMillis(20));
				ApplicationProcess application = new ApplicationProcess(ComparedApplication.class,
						"--spring.config.name=comparison", "--spring.profiles.active=" + variant.profile(),
						"--backend.url=" + backend.address())) {
			try (Traffic warmUp = new Traffic(List.of(visit(application, new Timeline())))) {
				warmUp.awaitSecond(WARM_UP_SECONDS);
			}
			Timeline calls = new Timeline();
			List<Long> reached = new ArrayList<>();
			try (Traffic traffic = new Traffic(List.of(visit(application, calls)))) {
				int end = 0;
				for (Phase phase : Phase.all()) {
					long before = backend.requests();
					backend.become(fault(phase.state()));
					end += phase.seconds();
					traffic.awaitSecond(end);
					reached.add(backend.requests() - before);
				}
			}
			return new Measured(variant, calls, reached);
		}
	}

	private static Visit visit(ApplicationProcess application, Timeline results) {
		return new Visit(application.address("/show/4711"), PER_SECOND, results);
	}

	private static Fault fault(State state) {
		return switch (state) {
			case WELL -> Fault.NONE;
			case HUNG -> Fault.of("hung", Exchange::hang);
			case OVERLOADED -> Fault.of("overloaded",
					(exchange) -> exchange.send("503 Service Unavailable", "Retry-After: 2", NOTHING));
			case FLAKY -> flaky(new Random(4711));
		};
	}

	private static Fault flaky(Random chance) {
		return Fault.of("flaky", (exchange) -> {
			if (chance.nextInt(100) < 30) {
				exchange.send("500 Internal Server Error", "", NOTHING);
			}
			else {
				exchange.sendHealthyAnswer();
			}
		});
	}

}
