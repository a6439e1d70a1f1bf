package dev.resilience.reliability.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/** What came of the requests of one section; told when the last has ended. */
final class Section {

	static final String ANSWERED = "answered";

	static final String DEGRADED = "degraded";

	private static final JsonMapper MAPPER = new JsonMapper();

	private final String name;

	private final long began = System.nanoTime();

	private final Histogram micros = new Histogram(3);

	private final Map<String, Long> kinds = new TreeMap<>();

	private final CountDownLatch told = new CountDownLatch(1);

	private long sent;

	private long ended;

	private long closedAt;

	private boolean closed;

	Section(String name) {
		this.name = name;
	}

	/** Counts a request in, unless the section is over. */
	synchronized boolean sent() {
		if (!this.closed) {
			this.sent++;
		}
		return !this.closed;
	}

	synchronized void ended(String kind, long nanos) {
		this.ended++;
		this.kinds.merge(kind, 1L, Long::sum);
		this.micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
		tellIfOver();
	}

	synchronized void close() {
		this.closed = true;
		this.closedAt = System.nanoTime();
		tellIfOver();
	}

	void awaitTold(Duration longest) throws InterruptedException {
		this.told.await(longest.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void tellIfOver() {
		if (this.closed && this.ended == this.sent) {
			System.out.println(MAPPER.writeValueAsString(result()));
			this.told.countDown();
		}
	}

	LoadResult result() {
		long answered = count(ANSWERED);
		long degraded = count(DEGRADED);
		this.kinds.keySet().removeIf((kind) -> kind.equals(ANSWERED) || kind.equals(DEGRADED));
		return new LoadResult(this.name, TimeUnit.NANOSECONDS.toMillis(this.closedAt - this.began) / 1000.0, this.sent,
				answered, degraded, new TreeMap<>(this.kinds), millis(50), millis(99),
				this.micros.getMaxValue() / 1000.0);
	}

	private long count(String kind) {
		return this.kinds.getOrDefault(kind, 0L);
	}

	private double millis(double percentile) {
		return this.micros.getValueAtPercentile(percentile) / 1000.0;
	}

}
