package dev.resilience.policy;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the plain calls in which nothing happens: let in by a closed circuit, in time,
 * back at the first try. Nearly all calls are such, and one count of such a call stands
 * for one of each kind in its chain; to count for each kind apart would cost as much as
 * all the rest of the call.
 * <p>
 * On its way a call notes the kinds that have seen it succeed, and when it is over it is
 * counted: once, if all have noted it, or else for each that has. Once something happens
 * the kinds count by themselves, as they do for calls whose outcome comes later. Shared
 * by all chains of the same policies; safe for use by many threads.
 */
public final class UneventfulCalls {

	/** Counts for nobody. */
	public static final UneventfulCalls NONE = new UneventfulCalls(Map.of());

	private final LongAdder together = new LongAdder();

	private final Map<PolicyKind, Counters<?>> apart;

	private final int all;

	/**
	 * Starts at zero.
	 * @param counters where each kind of the chain counts its successes
	 */
	public UneventfulCalls(Map<PolicyKind, Counters<?>> counters) {
		this.apart = Map.copyOf(counters);
		this.all = counters.keySet().stream().mapToInt(UneventfulCalls::bit).sum();
		counters.values().forEach((counter) -> counter.alsoCountedBy(this.together));
	}

	static int bit(PolicyKind kind) {
		return 1 << kind.ordinal();
	}

	/** Counts a call that is over. */
	void count(int noted) {
		if (noted == this.all) {
			this.together.increment();
			return;
		}
		this.apart.forEach((kind, counter) -> {
			if ((noted & bit(kind)) != 0) {
				counter.countSuccess();
			}
		});
	}

}
