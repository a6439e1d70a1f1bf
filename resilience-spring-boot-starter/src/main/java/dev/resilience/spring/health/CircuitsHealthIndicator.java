package dev.resilience.spring.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.resilience.CircuitState;
import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitSnapshot;
import dev.resilience.circuit.Circuits;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Lists the circuits that refuse calls. That is no reason to call the application ill:
 * only those that the user has named turn it DOWN. A half-open circuit does not, because
 * it waits for calls, which an application that is DOWN may no longer get.
 */
public final class CircuitsHealthIndicator implements HealthIndicator {

	private final Circuits circuits;

	private final Set<String> downWhenOpen;

	/**
	 * Makes the indicator.
	 * @param circuits what is looked at
	 * @param downWhenOpen the names of those that turn it DOWN while they are open
	 */
	public CircuitsHealthIndicator(Circuits circuits, Set<String> downWhenOpen) {
		this.circuits = circuits;
		this.downWhenOpen = Set.copyOf(downWhenOpen);
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up();
		for (Circuit circuit : this.circuits.all()) {
			CircuitSnapshot snapshot = circuit.snapshot();
			if (isOpen(snapshot.state())) {
				health.withDetail(circuit.name(), details(snapshot));
				if (this.downWhenOpen.contains(circuit.name())) {
					health.down();
				}
			}
		}
		return health.build();
	}

	private static boolean isOpen(CircuitState state) {
		return state == CircuitState.OPEN || state == CircuitState.FORCED_OPEN;
	}

	private static Map<String, Object> details(CircuitSnapshot snapshot) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", snapshot.state());
		details.put("since", snapshot.since());
		if (snapshot.reason() != null) {
			details.put("reason", snapshot.reason());
		}
		if (snapshot.nextProbeAt() != null) {
			details.put("nextProbeAt", snapshot.nextProbeAt());
		}
		return details;
	}

}
