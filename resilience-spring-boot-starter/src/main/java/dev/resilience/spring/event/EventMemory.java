package dev.resilience.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.resilience.ErrorCode;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureCategory;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Remembers the latest events of each policy, for those who come to look afterwards. Of
 * the refusals between two changes of a circuit only the first is kept, and none of what
 * fallbacks made of them, or nothing else would be left.
 */
public final class EventMemory implements ResilienceListener, AopInfrastructureBean {

	private static final int KEPT = 100;

	private final Map<String, Ring> rings = new ConcurrentHashMap<>();

	@Override
	public void onEvent(ResilienceEvent event) {
		Ring ring = this.rings.get(event.policy());
		if (ring == null) {
			ring = this.rings.computeIfAbsent(event.policy(), (policy) -> new Ring());
		}
		ring.add(event);
	}

	/**
	 * What is remembered of a policy.
	 * @param policy the policy's name
	 * @return at most 100 events, the newest first
	 */
	public List<ResilienceEvent> latest(String policy) {
		Ring ring = this.rings.get(policy);
		return (ring != null) ? ring.latest() : List.of();
	}

	private static final class Ring {

		private final AtomicReferenceArray<ResilienceEvent> events = new AtomicReferenceArray<>(KEPT);

		private final AtomicLong added = new AtomicLong();

		/**
		 * Whether the circuit has refused since it last changed; a race costs one event
		 * more or less.
		 */
		private volatile @Nullable String refusing;

		void add(ResilienceEvent event) {
			if (!isRepeatedRefusal(event)) {
				this.events.set((int) (this.added.getAndIncrement() % KEPT), event);
			}
		}

		private boolean isRepeatedRefusal(ResilienceEvent event) {
			if (event instanceof CallRejected rejected) {
				boolean repeated = rejected.code().equals(this.refusing);
				this.refusing = rejected.code();
				return repeated;
			}
			if (endsRow(event)) {
				this.refusing = null;
			}
			return this.refusing != null && event instanceof FallbackUsed fallback
					&& fallback.category() == FailureCategory.REJECTED;
		}

		/**
		 * A circuit refuses until it changes; workers until there is anything else to
		 * tell.
		 */
		private boolean endsRow(ResilienceEvent event) {
			boolean ofCircuit = ErrorCode.CIRCUIT_OPEN.name().equals(this.refusing);
			return ofCircuit ? event instanceof CircuitStateChanged
					: !(event instanceof FallbackUsed fallback && fallback.category() == FailureCategory.REJECTED);
		}

		/**
		 * One that is being written meanwhile may be missing or out of its place; nobody
		 * acts on that.
		 */
		List<ResilienceEvent> latest() {
			long count = this.added.get();
			List<ResilienceEvent> latest = new ArrayList<>();
			for (long i = count - 1; i >= 0 && i >= count - KEPT; i--) {
				ResilienceEvent event = this.events.get((int) (i % KEPT));
				if (event != null) {
					latest.add(event);
				}
			}
			return latest;
		}

	}

}
