package dev.resilience.spring.reactive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Notes every breach of the rules of Reactive Streams. */
class StrictSubscriber implements CoreSubscriber<Object> {

	final List<String> breaches = new CopyOnWriteArrayList<>();

	final List<Object> elements = new CopyOnWriteArrayList<>();

	final CountDownLatch ended = new CountDownLatch(1);

	volatile Throwable failure;

	private final AtomicInteger inside = new AtomicInteger();

	private final AtomicLong asked = new AtomicLong();

	private volatile Thread thread;

	private volatile Subscription subscription;

	@Override
	public void onSubscribe(Subscription subscription) {
		if (this.subscription != null) {
			this.breaches.add("a second subscription");
		}
		this.subscription = subscription;
	}

	void request(long more) {
		this.asked.addAndGet(more);
		this.subscription.request(more);
	}

	void requestOneByOne(int times) {
		for (int asked = 0; asked < times; asked++) {
			request(1);
		}
	}

	void cancel() {
		this.subscription.cancel();
	}

	boolean awaitEnd() throws InterruptedException {
		return this.ended.await(20, TimeUnit.SECONDS);
	}

	@Override
	public void onNext(Object element) {
		enter("an element");
		if (this.asked.decrementAndGet() < 0) {
			this.breaches.add("an element that was not asked for");
		}
		this.elements.add(element);
		onElement();
		this.inside.decrementAndGet();
	}

	/** What the subscriber does with each element. */
	void onElement() {
	}

	@Override
	public void onError(Throwable failure) {
		enter("an error");
		this.failure = failure;
		end();
	}

	@Override
	public void onComplete() {
		enter("a completion");
		end();
	}

	private void end() {
		this.inside.decrementAndGet();
		this.ended.countDown();
	}

	private void enter(String signal) {
		if (this.ended.getCount() == 0) {
			this.breaches.add(signal + " after the end");
		}
		if (this.inside.getAndIncrement() > 0 && this.thread != Thread.currentThread()) {
			this.breaches.add(signal + " beside another signal");
		}
		this.thread = Thread.currentThread();
	}

}
