package dev.resilience.spring.async;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a method does, call by call, whatever it returns. */
class Acts {

	enum Act {

		ANSWER,

		/** Fails as its type does: a future or publisher later, all others at once. */
		FAIL,

		/** Fails before it returns. */
		THROW,

		/** Comes to no end unless it is cancelled or interrupted. */
		HANG,

		/** Does not return before it is released, whoever interrupts it. */
		BLOCK

	}

	final IllegalStateException failure = new IllegalStateException("down");

	final CountDownLatch release = new CountDownLatch(1);

	final List<String> threads = new CopyOnWriteArrayList<>();

	private final Deque<Act> acts = new ArrayDeque<>();

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicInteger cancelled = new AtomicInteger();

	private volatile Act usual = Act.ANSWER;

	Acts first(Act... acts) {
		this.acts.addAll(List.of(acts));
		return this;
	}

	Acts always(Act act) {
		this.usual = act;
		return this;
	}

	int calls() {
		return this.calls.get();
	}

	int cancelled() {
		return this.cancelled.get();
	}

	private synchronized Act next() {
		this.calls.incrementAndGet();
		this.threads.add(Thread.currentThread().getName());
		Act act = this.acts.isEmpty() ? this.usual : this.acts.poll();
		if (act == Act.THROW) {
			throw this.failure;
		}
		return act;
	}

	private Act begin() {
		Act act = next();
		if (act == Act.BLOCK) {
			block();
			return Act.ANSWER;
		}
		return act;
	}

	private void block() {
		boolean interrupted = false;
		while (this.release.getCount() > 0) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	<T> T plain(T answer) {
		switch (begin()) {
			case FAIL -> throw this.failure;
			case HANG -> throw hang();
			default -> {
				return answer;
			}
		}
	}

	private IllegalStateException hang() {
		try {
			Thread.sleep(Duration.ofMinutes(1).toMillis());
		}
		catch (InterruptedException ex) {
			this.cancelled.incrementAndGet();
		}
		return this.failure;
	}

	<T> CompletableFuture<T> stage(T answer) {
		return switch (begin()) {
			case FAIL -> CompletableFuture.failedFuture(this.failure);
			case HANG -> new CompletableFuture<>() {

				@Override
				public boolean cancel(boolean mayInterruptIfRunning) {
					Acts.this.cancelled.incrementAndGet();
					return super.cancel(mayInterruptIfRunning);
				}

			};
			default -> CompletableFuture.completedFuture(answer);
		};
	}

	/** One that cannot be listened to. */
	<T> FutureTask<T> future(T answer) {
		Act act = begin();
		FutureTask<T> task = new FutureTask<>(() -> {
			if (act == Act.FAIL) {
				throw this.failure;
			}
			return answer;
		}) {

			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				Acts.this.cancelled.incrementAndGet();
				return super.cancel(mayInterruptIfRunning);
			}

		};
		if (act != Act.HANG) {
			task.run();
		}
		return task;
	}

	<T> Mono<T> mono(T answer) {
		return switch (begin()) {
			case FAIL -> Mono.error(this.failure);
			case HANG -> Mono.<T>never().doOnCancel(this.cancelled::incrementAndGet);
			default -> Mono.just(answer);
		};
	}

	Flux<String> flux(String... answer) {
		return switch (begin()) {
			case FAIL -> Flux.error(this.failure);
			case HANG -> Flux.<String>never().doOnCancel(this.cancelled::incrementAndGet);
			default -> Flux.just(answer);
		};
	}

}
