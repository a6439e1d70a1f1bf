package dev.resilience.reliability.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.resilience.reliability.traffic.Timeline.Result;
import org.jspecify.annotations.Nullable;

/**
 * Users who come at a fixed rate, whether or not those before them have been served. One
 * who has waited for long enough goes away.
 */
public final class Traffic implements AutoCloseable {

	/** How long a user waits. */
	public static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<Visit> visits;

	private final Phaser underWay = new Phaser(1);

	private final Thread thread = new Thread(this::send, "traffic");

	private final long begin = System.nanoTime();

	private volatile boolean over;

	/**
	 * Lets them come.
	 * @param visits what they want
	 */
	public Traffic(List<Visit> visits) {
		this.visits = List.copyOf(visits);
		this.thread.start();
	}

	/**
	 * What some of the users want.
	 *
	 * @param address what they ask
	 * @param perSecond how many come a second
	 * @param results what they got
	 */
	public record Visit(URI address, int perSecond, Timeline results) {
	}

	/**
	 * Waits, while the users come.
	 * @param seconds until when, since they began to
	 * @throws InterruptedException if the wait is interrupted
	 */
	public void awaitSecond(double seconds) throws InterruptedException {
		long left = this.begin + Math.round(seconds * SECOND_NANOS) - System.nanoTime();
		TimeUnit.NANOSECONDS.sleep(left);
	}

	/** Nobody comes any more; those who are there are waited for. */
	@Override
	public void close() {
		this.over = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.underWay.arriveAndAwaitAdvance();
	}

	private void send() {
		long[] sent = new long[this.visits.size()];
		while (!this.over) {
			int next = 0;
			for (int i = 1; i < sent.length; i++) {
				next = (due(i, sent[i]) < due(next, sent[next])) ? i : next;
			}
			double due = due(next, sent[next]++);
			long early = this.begin + Math.round(due * SECOND_NANOS) - System.nanoTime();
			while (early > 0) {
				LockSupport.parkNanos(early);
				early = this.begin + Math.round(due * SECOND_NANOS) - System.nanoTime();
			}
			ask(this.visits.get(next), due);
		}
	}

	/** When the next of them comes; those of several visits do not come together. */
	private double due(int visit, long sent) {
		return (sent + (visit + 0.5) / this.visits.size()) / this.visits.get(visit).perSecond();
	}

	private void ask(Visit visit, double due) {
		HttpRequest request = HttpRequest.newBuilder(visit.address()).timeout(PATIENCE).build();
		this.underWay.register();
		this.client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
			double millis = ((System.nanoTime() - this.begin) / SECOND_NANOS - due) * 1_000;
			visit.results().add(due, millis, result(answer));
			this.underWay.arriveAndDeregister();
		});
	}

	private static Result result(@Nullable HttpResponse<String> answer) {
		if (answer == null || answer.statusCode() != 200) {
			return Result.FAILED;
		}
		return Boolean.parseBoolean(answer.headers().firstValue("Degraded").orElse("")) ? Result.DEGRADED
				: Result.ANSWERED;
	}

}
