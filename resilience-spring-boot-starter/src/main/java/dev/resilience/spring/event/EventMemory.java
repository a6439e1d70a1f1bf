package dev.resilience.spring.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Remembers the latest events of each policy, for those who come to look afterwards.
 */
public final class EventMemory implements ResilienceListener, AopInfrastructureBean {

	private static final int KEPT = 100;

	/** Of equal moments the one that was told later. */
	private static final Comparator<Kept> NEWEST_FIRST = Comparator.comparing((Kept kept) -> kept.event().at())
		.thenComparing(Kept::number)
		.reversed();

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
	 * @return the latest 100 events, the newest first
	 */
	public List<ResilienceEvent> latest(String policy) {
		Ring ring = this.rings.get(policy);
		return (ring != null) ? ring.latest() : List.of();
	}

	private record Kept(long number, ResilienceEvent event) {
	}

	/** Each further event takes the place of the oldest. */
	private static final class Ring {

		private final AtomicReferenceArray<Kept> places = new AtomicReferenceArray<>(KEPT);

		private final AtomicLong added = new AtomicLong();

		void add(ResilienceEvent event) {
			Kept kept = new Kept(this.added.getAndIncrement(), event);
			int place = (int) (kept.number() % KEPT);
			Kept before = this.places.get(place);
			// whoever comes a round late finds a later event in its place, and leaves it
			while ((before == null || before.number() < kept.number())
					&& !this.places.weakCompareAndSetRelease(place, before, kept)) {
				before = this.places.get(place);
			}
		}

		/** One that is being added meanwhile may be missing; nobody acts on that. */
		List<ResilienceEvent> latest() {
			List<Kept> latest = new ArrayList<>();
			for (int i = 0; i < KEPT; i++) {
				Kept kept = this.places.get(i);
				if (kept != null) {
					latest.add(kept);
				}
			}
			return latest.stream().sorted(NEWEST_FIRST).map(Kept::event).toList();
		}

	}

}
