package dev.resilience.benchmarks.manycalls;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.springframework.util.Assert;

/** Measures calls of one kind, ours or bare. */
final class Run {

	/** What "few" means where many are compared with few. */
	static final int FEW = 1_000;

	private static final int ROUNDS = 100;

	/**
	 * So that the code is compiled when it counts; the stack of a virtual thread that
	 * waits takes twice as much where it is not. Each has calls of its own, whose time
	 * does not come meanwhile.
	 */
	private static final int WARM_UPS = 8;

	private static final int WARM_UP_ROUNDS = 300;

	private static final String TOO_SLOW = "The time of a call has come too early: this machine is too slow";

	private static final int COLLECTIONS = 4;

	private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

	private final IntFunction<WaitingCalls> calls;

	/**
	 * Makes a measurement.
	 * @param calls makes calls, of which there may be so many
	 */
	Run(IntFunction<WaitingCalls> calls) {
		this.calls = calls;
	}

	Result measure(int many) {
		Rounds.Costs few = few();
		OurThreads threads = new OurThreads();
		try (WaitingCalls waiting = this.calls.apply(many)) {
			long before = usedHeap();
			waiting.begin(IntStream.range(0, many).toArray());
			double bytes = (usedHeap() - before) / (double) many;
			Rounds.Costs costs = new Rounds(waiting, many, System::gc).measure(ROUNDS);
			Assert.state(waiting.allWait(), TOO_SLOW);
			long timers = threads.timers();
			long others = threads.others();
			return letTimeCome(waiting, threads,
					new Result(bytes, few, costs, timers, others, 0, waiting.lateness(), 0));
		}
	}

	private Rounds.Costs few() {
		for (int i = 0; i < WARM_UPS; i++) {
			rounds(WARM_UP_ROUNDS, () -> {
			});
		}
		return rounds(ROUNDS, System::gc);
	}

	private Rounds.Costs rounds(int rounds, Runnable collection) {
		try (WaitingCalls waiting = this.calls.apply(FEW)) {
			waiting.begin(IntStream.range(0, FEW).toArray());
			collection.run();
			Rounds.Costs costs = new Rounds(waiting, FEW, collection).measure(rounds);
			Assert.state(waiting.allWait(), TOO_SLOW);
			return costs;
		}
	}

	private static Result letTimeCome(WaitingCalls waiting, OurThreads threads, Result result) {
		long mostOthers = result.others();
		long worstNap = 0;
		long patience = System.nanoTime() + PATIENCE_NANOS;
		waiting.letTimeCome();
		while (!waiting.timeHasCome()) {
			long begin = System.nanoTime();
			Assert.state(begin - patience < 0, "Time does not come");
			LockSupport.parkNanos(NAP_NANOS);
			worstNap = Math.max(worstNap, System.nanoTime() - begin - NAP_NANOS);
			mostOthers = Math.max(mostOthers, threads.others());
		}
		return new Result(result.bytes(), result.few(), result.many(), result.timers(), result.others(), mostOthers,
				result.lateness(), worstNap / 1e6);
	}

	private static long usedHeap() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	/**
	 * What was measured.
	 *
	 * @param bytes of heap for each call that waits
	 * @param few what a call costs while few wait
	 * @param many what it costs while many wait
	 * @param timers how many timer threads there were while all waited
	 * @param others how many other threads of ours there were while all waited
	 * @param mostOthers how many of those there were at most, when time came
	 * @param lateness how late time came
	 * @param nap by how many milliseconds a thread overslept at worst that slept for one,
	 * meanwhile
	 */
	record Result(double bytes, Rounds.Costs few, Rounds.Costs many, long timers, long others, long mostOthers,
			Lateness lateness, double nap) {

	}

}
