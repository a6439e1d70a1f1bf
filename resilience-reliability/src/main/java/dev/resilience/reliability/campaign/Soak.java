package dev.resilience.reliability.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.Faults;
import dev.resilience.reliability.load.LoadProcess;
import dev.resilience.reliability.load.LoadResult;
import dev.resilience.reliability.subject.SubjectOptions;
import dev.resilience.reliability.subject.WatchReport;

/**
 * Load for half an hour, with faults that come and go every few seconds, drawn from all
 * that have a name. Prints a line each minute, and at the end whether heap and threads
 * are flat and everything adds up:
 *
 * <pre>
 * resilience-reliability/soak [minutes, 30 unless said] [--rate NUMBER] [--seed NUMBER] [--record]
 * </pre>
 */
public final class Soak {

	private static final SubjectOptions OPTIONS = SubjectOptions.heap("256m")
		// as many changes of state as the time allows
		.with("--resilience.policies.provider.circuit.open-duration=1s");

	private static final int SHORTEST_MILLIS = 1500;

	private static final int LONGEST_MILLIS = 5000;

	private final SoakSettings settings;

	private final Random random;

	private final List<Fault> faults = List.copyOf(Faults.all().values());

	private final List<SoakMinute> minutes = new ArrayList<>();

	private int fallen;

	private Soak(SoakSettings settings) {
		this.settings = settings;
		this.random = new Random(settings.seed());
	}

	/**
	 * Runs it.
	 * @param args the options
	 * @throws IOException if a process does not start, or does not answer
	 * @throws InterruptedException if the process is to end
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		SoakSettings settings = SoakSettings.parse(args);
		System.out.println(settings);
		Soak soak = new Soak(settings);
		List<String> mistakes;
		try (Stage stage = new Stage(OPTIONS, settings.rate(), ResultPage.log("soak.log"))) {
			mistakes = soak.run(stage);
		}
		String verdict = soak.verdict(mistakes);
		System.out.println(verdict);
		if (settings.record()) {
			StringBuilder table = new StringBuilder(SoakMinute.HEADER);
			soak.minutes.forEach((minute) -> table.append(minute.toMarkdown()));
			ResultPage.write("soak",
					ResultPage.environment() + ", " + settings + "\n\n" + table + "\n" + verdict + "\n");
		}
		System.exit(mistakes.isEmpty() ? 0 : 1);
	}

	private List<String> run(Stage stage) throws IOException, InterruptedException {
		System.out.print(SoakMinute.HEADER);
		Fault fault = Fault.NONE;
		for (int i = 1; i <= this.settings.minutes(); i++) {
			long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
			long reached = stage.reached();
			CompletableFuture<LoadResult> load = stage.ask(this.settings.rate());
			while (System.nanoTime() < end) {
				// every other spell is a healthy one
				fault = (fault == Fault.NONE) ? this.faults.get(this.random.nextInt(this.faults.size())) : Fault.NONE;
				this.fallen += (fault == Fault.NONE) ? 0 : 1;
				stage.become(fault);
				Thread.sleep(this.random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
			}
			WatchReport watch = stage.watch(true);
			long reachedBy = stage.reached();
			stage.ask(this.settings.rate());
			SoakMinute minute = new SoakMinute(i, LoadProcess.await(load), reachedBy - reached, watch);
			this.minutes.add(minute);
			System.out.print(minute.toMarkdown());
		}
		return mistakes(stage);
	}

	private List<String> mistakes(Stage stage) throws IOException, InterruptedException {
		List<String> mistakes = new ArrayList<>();
		stage.become(Fault.NONE);
		if (stage.untilClosed(Duration.ofSeconds(15)) == null) {
			mistakes.add("a circuit does not close");
		}
		LoadResult last = LoadProcess.await(stage.rested());
		mistakes.addAll(stage.wrongSums(Duration.ofSeconds(5)));
		int ours = stage.oursAfter(Duration.ofSeconds(20));
		WatchReport rest = stage.watch(true);
		if (ours > 0 || rest.others() > stage.baseline().others()) {
			mistakes.add("threads left: " + rest.threads());
		}
		if (rest.strays() > 0) {
			mistakes.add("stray interrupts: " + rest.strays());
		}
		long failed = last.failures() + this.minutes.stream().mapToLong((minute) -> minute.load().failures()).sum();
		if (failed > 0) {
			mistakes.add("failed requests: " + failed);
		}
		Trend heap = heap();
		if (heap.rises()) {
			mistakes.add("the heap rises by " + megabytes(heap.rise()));
		}
		System.out.println("at rest: " + rest.all() + " threads, " + ours + " of them the library's, heap "
				+ megabytes(rest.heap()));
		return mistakes;
	}

	/** Without the minutes in which caches fill and classes load. */
	private Trend heap() {
		int warm = this.minutes.size() / 5;
		return Trend.of(this.minutes.subList(warm, this.minutes.size()).stream().map(SoakMinute::heap).toList());
	}

	private String verdict(List<String> mistakes) {
		long calls = this.minutes.stream().mapToLong((minute) -> minute.load().sent()).sum();
		return calls + " requests in " + this.settings.minutes() + " minutes, " + this.fallen
				+ " faults; a line through the heap rises by " + megabytes(heap().rise()) + " in all. "
				+ (mistakes.isEmpty() ? "Everything holds." : "**Does not hold:** " + String.join("; ", mistakes));
	}

	static String megabytes(double bytes) {
		return String.format(Locale.ROOT, "%.1f MB", bytes / (1024 * 1024));
	}

}
