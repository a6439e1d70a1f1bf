package dev.resilience.reliability.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.resilience.reliability.backend.Exchange;
import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.load.LoadProcess;
import dev.resilience.reliability.load.LoadResult;

/**
 * Has the JVM compile what works, and what does not: the limits are short for code that
 * is interpreted. It ends when the healthy application answers all in good time; a
 * machine on which it does not says nothing of faults.
 */
final class WarmUp {

	private static final Duration COLD = Duration.ofSeconds(2);

	private static final Duration WARM = Duration.ofSeconds(8);

	private static final Duration LONGEST = Duration.ofMinutes(2);

	/** Far from the shortest limit of the sample, 150 ms. */
	private static final int WELL_MILLIS = 75;

	private final Stage stage;

	private final int rate;

	WarmUp(Stage stage, int rate) {
		this.stage = stage;
		this.rate = rate;
	}

	void run() throws IOException, InterruptedException {
		long begin = System.nanoTime();
		LoadResult last = round();
		while (!isWell(last)) {
			if (System.nanoTime() - begin > LONGEST.toNanos()) {
				throw new IOException("The application is not well with a provider that is: " + last
						+ ". Is the machine too busy, or the rate too high?");
			}
			last = round();
		}
	}

	private LoadResult round() throws IOException, InterruptedException {
		this.stage.ask(this.rate);
		this.stage.become(Fault.of("cold", Exchange::close));
		Thread.sleep(COLD.toMillis());
		this.stage.become(Fault.NONE);
		this.stage.untilClosed(WARM);
		CompletableFuture<LoadResult> healthy = this.stage.ask(this.rate);
		Thread.sleep(WARM.toMillis());
		this.stage.rested();
		return LoadProcess.await(healthy);
	}

	private static boolean isWell(LoadResult result) {
		return result.answered() == result.sent() && result.p99() < WELL_MILLIS;
	}

}
