package dev.resilience.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FirstUseTests {

	@Test
	void makesItOnceHoweverManyAskAtOnce() throws Exception {
		AtomicInteger made = new AtomicInteger();
		FirstUse<Object> use = new FirstUse<>(() -> {
			made.incrementAndGet();
			return new Object();
		});
		ExecutorService executor = Executors.newFixedThreadPool(16);
		CountDownLatch start = new CountDownLatch(1);
		List<Future<Object>> results = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			results.add(executor.submit(() -> {
				start.await();
				try {
					return use.get();
				}
				catch (Throwable ex) {
					throw new IllegalStateException(ex);
				}
			}));
		}

		start.countDown();

		Object first = results.get(0).get();
		for (Future<Object> result : results) {
			assertThat(result.get()).isSameAs(first);
		}
		assertThat(made).hasValue(1);
		executor.shutdownNow();
	}

	@Test
	void makesItAgainAfterAFailure() throws Throwable {
		AtomicInteger tries = new AtomicInteger();
		IllegalStateException failure = new IllegalStateException();
		FirstUse<String> use = new FirstUse<>(() -> {
			if (tries.incrementAndGet() == 1) {
				throw failure;
			}
			return "made";
		});

		assertThatThrownBy(use::get).isSameAs(failure);
		assertThat(use.get()).isEqualTo("made");
		assertThat(use.get()).isEqualTo("made");
		assertThat(tries).hasValue(2);
	}

	@Test
	void refusesAMakerThatMakesNothing() {
		assertThatIllegalStateException().isThrownBy(() -> new FirstUse<>(() -> null).get())
			.withMessageContaining("null");
	}

	@Test
	void throwsTheSameInstanceForThoseWhoWait() throws Exception {
		CompletionException failure = new CompletionException(new IllegalStateException());
		CountDownLatch making = new CountDownLatch(1);
		CountDownLatch fail = new CountDownLatch(1);
		FirstUse<String> use = new FirstUse<>(() -> {
			making.countDown();
			awaitQuietly(fail);
			throw failure;
		});
		AtomicReference<Throwable> maker = new AtomicReference<>();
		AtomicReference<Throwable> waiter = new AtomicReference<>();
		Thread first = start(use, maker);
		making.await();
		Thread second = start(use, waiter);
		await().until(() -> second.getState() == Thread.State.WAITING);

		fail.countDown();
		first.join();
		second.join();

		assertThat(maker.get()).isSameAs(failure);
		assertThat(waiter.get()).isSameAs(failure);
	}

	private static Thread start(FirstUse<String> use, AtomicReference<Throwable> thrown) {
		Thread thread = new Thread(() -> {
			try {
				use.get();
			}
			catch (Throwable ex) {
				thrown.set(ex);
			}
		});
		thread.start();
		return thread;
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
