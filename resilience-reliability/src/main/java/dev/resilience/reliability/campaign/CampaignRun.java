package dev.resilience.reliability.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.IllBackend;
import dev.resilience.reliability.load.LoadProcess;
import dev.resilience.reliability.load.LoadResult;
import org.jspecify.annotations.Nullable;

/** A campaign from the healthy load before it to the rest after it. */
final class CampaignRun {

	/** Time to notice: the first calls of the section may still be answered. */
	private static final Duration FIRST = Duration.ofMillis(50);

	/** Beyond the open-duration: two good probes, each after a look at the endpoint. */
	private static final Duration CLOSE = Duration.ofSeconds(10);

	/** Until a crowd is there, and has waited. */
	private static final Duration CROWD = Duration.ofSeconds(12);

	/** A JVM that has had no memory first collects its garbage. */
	private static final Duration RECOVER = Duration.ofSeconds(3);

	private static final Duration COUNT = Duration.ofSeconds(5);

	/** Threads of the JDK's pools end after ten seconds without work. */
	private static final Duration IDLE = Duration.ofSeconds(20);

	/**
	 * A healthy call can still be late on a machine that is shared: one, and one in a
	 * hundred.
	 */
	private static final int ONE_DEGRADED_OF = 100;

	private final Stage stage;

	private final Campaign campaign;

	private final Settings settings;

	private final List<String> mistakes = new ArrayList<>();

	CampaignRun(Stage stage, Campaign campaign, Settings settings) {
		this.stage = stage;
		this.campaign = campaign;
		this.settings = settings;
	}

	/**
	 * Runs it.
	 * @param untilIdle whether to wait until the library's threads have ended
	 */
	Outcome run(boolean untilIdle) throws IOException, InterruptedException {
		IllBackend.prepare(this.campaign.fault());
		this.stage.ask(this.settings.rate());
		Thread.sleep(this.settings.well().toMillis());
		long reached = this.stage.reached();
		CompletableFuture<LoadResult> ill = suffer();
		CompletableFuture<LoadResult> healing = this.stage.ask(this.settings.rate());
		long reachedBy = this.stage.reached();
		this.stage.become(Fault.NONE);
		Duration closed = this.stage.untilClosed(CLOSE);
		if (this.campaign.mayFail()) {
			Thread.sleep(RECOVER.toMillis());
			this.stage.untilClosed(CLOSE);
		}
		CompletableFuture<LoadResult> well = this.stage.ask(this.settings.rate());
		Thread.sleep(this.settings.well().toMillis());
		this.stage.rested();
		checkLoad(LoadProcess.await(ill), LoadProcess.await(healing), LoadProcess.await(well));
		checkRest(closed, untilIdle);
		return new Outcome(name(), LoadProcess.await(ill), reachedBy - reached, closed, List.copyOf(this.mistakes));
	}

	private CompletableFuture<LoadResult> suffer() throws IOException, InterruptedException {
		Duration duration = this.settings.ill();
		if (this.campaign.leave() > 0) {
			this.stage.fillHeap(this.campaign.leave(), duration);
		}
		boolean atOnce = this.campaign.burst() > 0;
		if (atOnce) {
			this.stage.become(this.campaign.fault());
			CompletableFuture<LoadResult> crowd = this.stage.burst(this.campaign.burst());
			Thread.sleep(Math.max(duration.toMillis(), CROWD.toMillis()));
			return crowd;
		}
		CompletableFuture<LoadResult> ill = this.stage.ask(this.settings.rate());
		Thread.sleep(FIRST.toMillis());
		this.stage.become(this.campaign.fault());
		Thread.sleep(duration.toMillis());
		return ill;
	}

	private String name() throws IOException, InterruptedException {
		boolean crowd = this.campaign.burst() > 0;
		return this.campaign.name() + (crowd ? ": " + this.stage.watch(false).peakThreads() : "");
	}

	private void checkLoad(LoadResult ill, LoadResult healing, LoadResult well) {
		if (!this.campaign.mayFail()) {
			check(ill.failures() == 0, "failed: " + ill.failed());
			check(healing.failures() == 0, "failed while it healed: " + healing.failed());
			double longest = this.campaign.longest().toMillis();
			check(ill.max() <= longest, "the longest took " + Math.round(ill.max()) + " ms");
		}
		check(well.failures() == 0, "failed afterwards: " + well.failed());
		check(well.degraded() <= 1 + well.sent() / ONE_DEGRADED_OF, "degraded afterwards: " + well.degraded());
	}

	private void checkRest(@Nullable Duration closed, boolean untilIdle) throws IOException, InterruptedException {
		check(closed != null, "a circuit does not close");
		this.mistakes.addAll(this.stage.wrongSums(COUNT));
		if (untilIdle) {
			int ours = this.stage.oursAfter(IDLE);
			check(ours == 0, "threads left: " + this.stage.watch(false).threads());
			int others = this.stage.watch(false).others();
			check(others <= this.stage.baseline().others(), "other threads: " + others);
		}
		long strays = this.stage.newStrays();
		check(strays == 0, "stray interrupts: " + strays);
	}

	private void check(boolean holds, String otherwise) {
		if (!holds) {
			this.mistakes.add(otherwise);
		}
	}

}
