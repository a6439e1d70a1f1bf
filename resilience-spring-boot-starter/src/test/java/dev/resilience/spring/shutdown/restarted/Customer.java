package dev.resilience.spring.shutdown.restarted;

import dev.resilience.Resilience;

/** Calls everything, and does not mind failures. */
class Customer implements Runnable {

	private final Shop shop;

	private final Resilience resilience;

	Customer(Shop shop, Resilience resilience) {
		this.shop = shop;
		this.resilience = resilience;
	}

	@Override
	public void run() {
		call(this.shop::plain);
		call(this.shop::plain);
		call(this.shop::tooLong);
		call(this.shop::onWorker);
		call(this.shop::inTime);
		call(() -> this.shop.future().get());
		call(() -> this.shop.mono().block());
		call(() -> this.shop.flux().blockLast());
		call(this.shop::neverDone);
		call(this.shop::waits);
		call(() -> this.shop.plainFuture().get());
		call(() -> this.resilience.policy("plain").call(() -> {
			throw new ShopException();
		}));
		this.resilience.classify(new ShopException());
	}

	private static void call(Work work) {
		try {
			work.call();
		}
		catch (Throwable expected) {
			// all that matters is what stays behind
		}
	}

	/** Some work. */
	interface Work {

		Object call() throws Throwable;

	}

}
