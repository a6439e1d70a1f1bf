package dev.resilience.reliability.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Says when the next request leaves. */
final class Pace {

	private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final Asker asker;

	private final Thread thread = new Thread(this::run, "pace");

	private volatile Step step = new Step(new Section("start"), 0);

	Pace(Asker asker) {
		this.asker = asker;
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/** Begins a section, and ends the one before. */
	synchronized void begin(String name, int rate) {
		Step before = this.step;
		this.step = new Step(new Section(name), rate);
		before.section().close();
	}

	/** A section of so many requests at once. */
	synchronized void burst(String name, int count) {
		begin(name, 0);
		Section section = this.step.section();
		for (int i = 0; i < count; i++) {
			this.asker.ask(section, System.nanoTime());
		}
	}

	/** Ends the last section, and returns when it is told. */
	synchronized void end() throws InterruptedException {
		Section last = this.step.section();
		begin("end", 0);
		last.awaitTold(Asker.LIMIT.plus(Duration.ofSeconds(5)));
	}

	private void run() {
		Step current = this.step;
		long next = System.nanoTime();
		while (true) {
			Step now = this.step;
			if (now != current) {
				current = now;
				next = System.nanoTime();
			}
			if (now.rate() == 0) {
				LockSupport.parkNanos(REST_NANOS);
				continue;
			}
			long early = next - System.nanoTime();
			if (early > 0) {
				LockSupport.parkNanos(early);
			}
			// a request of a section that has just ended would not be counted
			else if (this.asker.ask(now.section(), next)) {
				next += TimeUnit.SECONDS.toNanos(1) / now.rate();
			}
		}
	}

	private record Step(Section section, int rate) {
	}

}
