package dev.resilience.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.resilience.async.AsyncFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTests {

	@Test
	void workAsManyAsMayAtOnceAndNoMore() throws Exception {
		Workers workers = workers(3);
		CountDownLatch release = new CountDownLatch(1);
		List<Task> tasks = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			tasks.add(new Task(release::await));
			assertThat(workers.tryRun(tasks.get(i))).isTrue();
		}
		assertThat(workers.busy()).isEqualTo(3);
		assertThat(workers.max()).isEqualTo(3);

		assertThat(workers.tryRun(new Task(() -> {
		}))).isFalse();

		release.countDown();
		for (Task task : tasks) {
			task.over.get();
		}
		assertThat(workers.busy()).isZero();
	}

	@Test
	void areFreeBeforeAnybodyIsTold() throws Exception {
		Workers workers = workers(1);
		for (int i = 0; i < 5_000; i++) {
			Task task = new Task(() -> {
			});
			assertThat(workers.tryRun(task)).isTrue();
			task.over.get();
		}
	}

	@Test
	void areFreeAgainAfterATaskThatThrows() throws Exception {
		Workers workers = workers(1);
		CompletableFuture<Boolean> over = new CompletableFuture<>();
		workers.tryRun(new WorkerTask() {

			@Override
			protected void work() {
				throw new StackOverflowError();
			}

			@Override
			protected void over(boolean interrupted) {
				over.complete(interrupted);
			}

		});

		assertThat(over.get()).isFalse();
		assertThat(workers.busy()).isZero();
	}

	@Test
	void tellWhetherTheWorkLeftItsThreadInterrupted() throws Exception {
		Workers workers = workers(1);
		Task keeps = new Task(() -> Thread.currentThread().interrupt());

		workers.tryRun(keeps);

		assertThat(keeps.over.get()).isTrue();
	}

	@Test
	void areInterruptedEvenIfTheyHaveNotBegun() throws Exception {
		Workers workers = workers(1);
		Task task = new Task(() -> new CountDownLatch(1).await());
		assertThat(task.interrupt()).isTrue();

		workers.tryRun(task);

		task.over.get();
		assertThat(task.interrupt()).isFalse();
	}

	/** An interrupt may come just as the work ends; the next task must not get it. */
	@Test
	void neverPassAnInterruptToTheNextTask() throws Exception {
		Workers workers = workers(2);
		Random random = new Random(42);
		AtomicInteger strays = new AtomicInteger();
		int interrupted = 0;
		for (int i = 0; i < 20_000; i++) {
			int spins = random.nextInt(200);
			Task task = new Task(() -> {
				if (Thread.currentThread().isInterrupted()) {
					return;
				}
				for (int spin = 0; spin < spins; spin++) {
					Thread.onSpinWait();
				}
			});
			workers.tryRun(task);
			for (int spin = random.nextInt(200); spin > 0; spin--) {
				Thread.onSpinWait();
			}
			interrupted += task.interrupt() ? 1 : 0;
			task.over.get();
			Task next = new Task(() -> {
				if (Thread.currentThread().isInterrupted()) {
					strays.incrementAndGet();
				}
			});
			workers.tryRun(next);
			next.over.get();
		}
		assertThat(strays).hasValue(0);
		assertThat(interrupted).isBetween(1, 20_000);
		AsyncFixture.until(() -> workers.busy() == 0);
	}

	private interface Work {

		void run() throws InterruptedException;

	}

	private static final class Task extends WorkerTask {

		private final Work work;

		private final CompletableFuture<Boolean> over = new CompletableFuture<>();

		Task(Work work) {
			this.work = work;
		}

		@Override
		protected void work() {
			try {
				this.work.run();
			}
			catch (InterruptedException ex) {
				// ends it
			}
		}

		@Override
		protected void over(boolean interrupted) {
			this.over.complete(interrupted);
		}

	}

	private static Workers workers(int max) {
		return new Workers(max, "resilience-worker-", new EngineThreads());
	}

}
