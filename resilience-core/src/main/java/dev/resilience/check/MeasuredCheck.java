package dev.resilience.check;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.check.CheckResult.LastFailure;
import dev.resilience.event.EventHub;
import dev.resilience.failure.Failures;
import dev.resilience.policy.Checks;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.time.TimeSource;
import dev.resilience.time.Timer;
import dev.resilience.worker.WorkerTask;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/** A check and its last answer. Whoever reads it starts it, or joins who has done so. */
final class MeasuredCheck {

	private final String name;

	private final BackendCheck check;

	private final Parts parts;

	/**
	 * The one that is under way. Who puts it in has the check's one thread, until that
	 * thread takes it out.
	 */
	private final AtomicReference<@Nullable Run> underWay = new AtomicReference<>();

	/**
	 * The last answer. Plain: it belongs to the run that is under way, and the reference
	 * above hands it from one to the next.
	 */
	private @Nullable Reading latest;

	MeasuredCheck(String name, BackendCheck check, Parts parts) {
		this.name = name;
		this.check = check;
		this.parts = parts;
	}

	/**
	 * Reads the last answer, or has the check run if that is too old. Of a check that
	 * does not come back, what was known at its limit.
	 */
	CompletableFuture<Reading> read() {
		Run run = new Run();
		Run present = this.underWay.compareAndExchange(null, run);
		if (present != null) {
			return present.outcome;
		}
		Reading known = this.latest;
		if (known != null && this.parts.time.nanos() - known.nanos < this.parts.spec.interval().toNanos()) {
			this.underWay.set(null);
			run.outcome.complete(known);
		}
		else {
			run.begin((known != null) ? known.result.lastFailure() : null);
		}
		return run.outcome;
	}

	/**
	 * What was read.
	 *
	 * @param nanos when, by the monotonic clock
	 */
	record Reading(CheckResult result, long nanos) {
	}

	/**
	 * What all checks share.
	 *
	 * @param context what is on their threads
	 */
	record Parts(CheckSpec spec, TimeSource time, Timer timer, Failures failures, EventHub events, Workers workers,
			ContextCarrier.Carried context) {
	}

	/**
	 * One asking. Its limit is an entry of the timer: who revokes it was in time, and if
	 * it falls due the timer's side tells the outcome.
	 */
	private final class Run extends WorkerTask {

		private final CompletableFuture<Reading> outcome = new CompletableFuture<>();

		// all plain: handed over with the entry of the timer and with the task

		private @Nullable LastFailure failureBefore;

		private long began;

		private Instant beganAt = Instant.EPOCH;

		private Timer.@Nullable Timeout limit;

		private @Nullable Throwable thrown;

		void begin(@Nullable LastFailure failureBefore) {
			Parts parts = MeasuredCheck.this.parts;
			this.failureBefore = failureBefore;
			this.began = parts.time.nanos();
			this.beganAt = parts.time.wallClock();
			try {
				this.limit = parts.timer.schedule(parts.spec.timeout().toNanos(), this::passLimit);
				parts.workers.tryRun(this);
			}
			catch (Throwable noThread) {
				// of whatever sort: it is the answer to the reader, and must not strike
				// it
				this.thrown = noThread;
				tell();
			}
		}

		@Override
		protected void work() {
			ContextCarrier.Scope scope = MeasuredCheck.this.parts.context.restore();
			try {
				MeasuredCheck.this.check.check();
			}
			catch (Throwable failure) {
				this.thrown = failure;
			}
			finally {
				scope.close();
			}
		}

		@Override
		protected void over(boolean interrupted) {
			tell();
			if (this.thrown instanceof VirtualMachineError error) {
				// a failure of the check, but not of it alone: the thread's handler hears
				// of it
				throw error;
			}
		}

		/**
		 * The thread is free for the next before anybody is told. Without a limit nobody
		 * else can have told.
		 */
		private void tell() {
			if (this.limit == null || this.limit.revoke()) {
				Reading reading = reading(this.thrown, null);
				giveWay(reading);
				this.outcome.complete(reading);
			}
			else {
				Reading told = this.outcome.join();
				giveWay(new Reading(told.result.over(), told.nanos));
			}
		}

		private void giveWay(Reading reading) {
			MeasuredCheck.this.latest = reading;
			MeasuredCheck.this.underWay.set(null);
		}

		private void passLimit() {
			String limit = Checks.text(MeasuredCheck.this.parts.spec.timeout());
			this.outcome.complete(reading(new TimeoutException("No answer within " + limit), this.beganAt));
			interrupt();
		}

		private Reading reading(@Nullable Throwable failure, @Nullable Instant underWaySince) {
			TimeSource time = MeasuredCheck.this.parts.time;
			long now = time.nanos();
			Instant at = time.wallClock();
			LastFailure lastFailure = (failure != null) ? describe(failure, at) : this.failureBefore;
			return new Reading(new CheckResult(MeasuredCheck.this.name, failure == null,
					Duration.ofNanos(now - this.began), at, underWaySince, lastFailure, failure), now);
		}

		private LastFailure describe(Throwable failure, Instant at) {
			Parts parts = MeasuredCheck.this.parts;
			return new LastFailure(parts.events.describe(failure, parts.failures.classify(failure).category()), at);
		}

	}

}
