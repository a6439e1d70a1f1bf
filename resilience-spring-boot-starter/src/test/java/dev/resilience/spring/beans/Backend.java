package dev.resilience.spring.beans;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.MDC;

/** A backend that is down, and counts who asks it all the same. */
class Backend {

	private final AtomicInteger calls = new AtomicInteger();

	private final Set<String> users = ConcurrentHashMap.newKeySet();

	private volatile boolean hangs;

	/** What a client does: tells who asks, and asks. */
	String ask(String sku) {
		noteUser();
		return answer();
	}

	/** Notes what the MDC says on the thread of the client. */
	void noteUser() {
		this.users.add(String.valueOf(MDC.get("user")));
	}

	/** Never any answer. */
	String answer() {
		this.calls.incrementAndGet();
		if (this.hangs) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("interrupted", ex);
			}
		}
		throw new IllegalStateException("down");
	}

	/** From now on it keeps everybody waiting until they are interrupted. */
	void hang() {
		this.hangs = true;
	}

	int calls() {
		return this.calls.get();
	}

	Set<String> users() {
		return this.users;
	}

	/** What fallbacks answer. */
	static String instead(String sku, Exception failure) {
		return sku + " for " + MDC.get("user") + " despite " + failure.getClass().getSimpleName();
	}

}
