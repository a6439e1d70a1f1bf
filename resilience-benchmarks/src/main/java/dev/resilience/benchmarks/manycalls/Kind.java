package dev.resilience.benchmarks.manycalls;

import java.time.Duration;

/** What waits. */
enum Kind {

	/** Methods that return futures, under time limits. */
	FUTURES("futures under time limits", false) {

		@Override
		WaitingCalls ours(int most, Duration shortest) {
			return new FutureCalls(most, Waits.limits(shortest));
		}

		@Override
		WaitingCalls bare(int most) {
			return new FutureCalls(most, null);
		}

	},

	/** Methods that return futures, between two attempts. */
	RETRIES("futures that back off", false) {

		@Override
		WaitingCalls ours(int most, Duration shortest) {
			return new RetryCalls(most, Waits.backoffs(shortest));
		}

		@Override
		WaitingCalls bare(int most) {
			return new RetryCalls(most, null);
		}

	},

	/** Methods that block, under time limits. */
	THREADS("virtual threads under time limits", true) {

		@Override
		WaitingCalls ours(int most, Duration shortest) {
			return new ThreadCalls(most, Waits.limits(shortest));
		}

		@Override
		WaitingCalls bare(int most) {
			return new ThreadCalls(most, null);
		}

	};

	private final String label;

	private final boolean needsVirtualThreads;

	Kind(String label, boolean needsVirtualThreads) {
		this.label = label;
		this.needsVirtualThreads = needsVirtualThreads;
	}

	String label() {
		return this.label;
	}

	boolean possible() {
		return !this.needsVirtualThreads || VirtualThreads.present();
	}

	/** Calls that this library protects. */
	abstract WaitingCalls ours(int most, Duration shortest);

	/** The same without it. */
	abstract WaitingCalls bare(int most);

}
