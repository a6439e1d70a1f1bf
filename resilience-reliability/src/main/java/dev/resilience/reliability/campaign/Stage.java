package dev.resilience.reliability.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.IllBackend;
import dev.resilience.reliability.load.LoadProcess;
import dev.resilience.reliability.load.LoadResult;
import dev.resilience.reliability.subject.SubjectOptions;
import dev.resilience.reliability.subject.SubjectProcess;
import dev.resilience.reliability.subject.WatchReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The three processes: this one with the provider, the application, and the load. What is
 * asked of it here is counted, to be compared with what the application has counted.
 */
final class Stage implements AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(50);

	private final IllBackend backend;

	private final SubjectProcess subject;

	private final LoadProcess load;

	private final List<CompletableFuture<LoadResult>> sections = new ArrayList<>();

	private final WatchReport baseline;

	private long strays;

	Stage(SubjectOptions options, int rate, Path log) throws IOException, InterruptedException {
		this.backend = new IllBackend();
		this.subject = new SubjectProcess(options, this.backend.address(), log);
		this.load = new LoadProcess(this.subject.question());
		try {
			new WarmUp(this, rate).run();
		}
		catch (IOException | InterruptedException ex) {
			close();
			throw ex;
		}
		this.subject.meters();
		this.subject.circuits();
		this.baseline = this.subject.watch(true);
	}

	/** Begins a section of the load, and ends the one before. */
	CompletableFuture<LoadResult> ask(int rate) {
		return noted(this.load.begin(rate));
	}

	CompletableFuture<LoadResult> burst(int count) {
		return noted(this.load.burst(count));
	}

	/** Ends the load; returns its last section. */
	CompletableFuture<LoadResult> rested() {
		CompletableFuture<LoadResult> last = this.sections.get(this.sections.size() - 1);
		this.load.begin(0);
		return last;
	}

	/** Makes the provider ill, or well. */
	void become(Fault fault) throws IOException, InterruptedException {
		this.backend.become(fault);
		this.subject.move(this.backend.address());
	}

	void fillHeap(int leave, Duration hold) throws IOException, InterruptedException {
		this.subject.fillHeap(leave, hold);
	}

	/** How many requests have reached the provider. */
	long reached() {
		return this.backend.requests();
	}

	WatchReport watch(boolean gc) throws IOException, InterruptedException {
		return this.subject.watch(gc);
	}

	/** How many stray interrupts were seen since this was last asked. */
	long newStrays() throws IOException, InterruptedException {
		long before = this.strays;
		this.strays = watch(false).strays();
		return this.strays - before;
	}

	/** What was seen when it had just warmed up. */
	WatchReport baseline() {
		return this.baseline;
	}

	/**
	 * Waits until all circuits are closed.
	 * @return how long it took, or null if they are not
	 */
	@Nullable Duration untilClosed(Duration longest) throws IOException, InterruptedException {
		long begin = System.nanoTime();
		do {
			if (closed(this.subject.circuits())) {
				return Duration.ofNanos(System.nanoTime() - begin);
			}
			Thread.sleep(POLL.toMillis());
		}
		while (System.nanoTime() - begin < longest.toNanos());
		return null;
	}

	/**
	 * Waits until the library has no thread any more.
	 * @return how many there still are
	 */
	int oursAfter(Duration longest) throws IOException, InterruptedException {
		long begin = System.nanoTime();
		int ours = this.subject.watch(false).ours();
		while (ours > 0 && System.nanoTime() - begin < longest.toNanos()) {
			Thread.sleep(POLL.toMillis() * 4);
			ours = this.subject.watch(false).ours();
		}
		return ours;
	}

	/**
	 * Compares what was asked with what was counted.
	 * @return a sentence for each sum that is wrong; some moments later the last call is
	 * counted, too
	 */
	List<String> wrongSums(Duration longest) throws IOException, InterruptedException {
		long sent = 0;
		long degraded = 0;
		long failures = 0;
		for (CompletableFuture<LoadResult> section : this.sections) {
			LoadResult result = LoadProcess.await(section);
			sent += result.sent();
			degraded += result.degraded();
			failures += result.failures();
		}
		long begin = System.nanoTime();
		List<String> wrong;
		do {
			WatchReport watch = this.subject.watch(false);
			wrong = new Sums(this.subject.circuits(), new Meters(this.subject.meters())).mistakes(watch.asked(),
					degraded, failures);
			if (failures == 0 && watch.asked() != sent) {
				wrong.add("questions: " + watch.asked() + " came in and " + sent + " were sent");
			}
			Thread.sleep(POLL.toMillis());
		}
		while (!wrong.isEmpty() && System.nanoTime() - begin < longest.toNanos());
		return wrong;
	}

	@Override
	public void close() {
		this.load.close();
		this.subject.close();
		this.backend.close();
	}

	private CompletableFuture<LoadResult> noted(CompletableFuture<LoadResult> section) {
		this.sections.add(section);
		return section;
	}

	private static boolean closed(JsonNode circuits) {
		return circuits.valueStream().allMatch((circuit) -> circuit.path("state").asString().equals("CLOSED"));
	}

}
