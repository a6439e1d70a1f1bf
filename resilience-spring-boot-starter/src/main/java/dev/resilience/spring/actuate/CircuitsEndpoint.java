package dev.resilience.spring.actuate;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.resilience.circuit.Circuit;
import dev.resilience.circuit.CircuitStateMachine;
import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.event.EventMemory;
import dev.resilience.spring.intercept.Pipelines;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/circuits}: which circuit is in which state, since when and why. Acting
 * on one needs {@code management.endpoint.circuits.access=unrestricted}. What it refuses
 * is an error here, as JMX has it; {@link CircuitsWebExtension} makes a status of it.
 */
@Endpoint(id = "circuits", defaultAccess = Access.READ_ONLY)
public final class CircuitsEndpoint implements AopInfrastructureBean {

	private static final Map<String, Consumer<Circuit>> ACTIONS = Map.of("force-open", Circuit::forceOpen, "close",
			Circuit::close, "disable", Circuit::disable, "reset", Circuit::reset);

	private static final String ALLOWED = "force-open, close, disable, reset";

	private final ResilienceEngine engine;

	private final Pipelines pipelines;

	private final EventMemory events;

	/**
	 * Makes the endpoint.
	 * @param engine the circuits
	 * @param pipelines the methods
	 * @param events what happened lately
	 */
	public CircuitsEndpoint(ResilienceEngine engine, Pipelines pipelines, EventMemory events) {
		this.engine = engine;
		this.pipelines = pipelines;
		this.events = events;
	}

	@ReadOperation
	CircuitDescriptor.All circuits() {
		Map<String, CircuitDescriptor> circuits = new TreeMap<>();
		for (Policy policy : this.engine.policies()) {
			CircuitStateMachine circuit = policy.circuitIfUsed();
			if (circuit != null) {
				circuits.put(policy.name(), CircuitDescriptor.of(circuit.snapshot(), circuit.spec()));
			}
		}
		return new CircuitDescriptor.All(circuits);
	}

	@ReadOperation
	CircuitDescriptor.Detail circuit(@Selector String name) {
		return detail(known(name));
	}

	@WriteOperation
	CircuitDescriptor.Detail act(@Selector String name, @Nullable String action) {
		CircuitStateMachine circuit = known(name);
		Consumer<Circuit> known = (action != null) ? ACTIONS.get(action.toLowerCase(Locale.ROOT)) : null;
		if (known == null) {
			throw refused(
					((action != null) ? "Unknown action '" + action + "'" : "No action") + "; allowed are " + ALLOWED);
		}
		known.accept(circuit);
		return detail(circuit);
	}

	boolean has(String name) {
		return find(name) != null;
	}

	private CircuitStateMachine known(String name) {
		CircuitStateMachine circuit = find(name);
		if (circuit == null) {
			Set<String> names = circuits().circuits().keySet();
			throw refused("Unknown circuit '" + name + "'; "
					+ (names.isEmpty() ? "none is in use" : "in use are " + String.join(", ", names)));
		}
		return circuit;
	}

	private static InvalidEndpointRequestException refused(String message) {
		return new InvalidEndpointRequestException(message, message);
	}

	private @Nullable CircuitStateMachine find(String name) {
		Policy policy = this.engine.find(name);
		return (policy != null) ? policy.circuitIfUsed() : null;
	}

	private CircuitDescriptor.Detail detail(CircuitStateMachine circuit) {
		return new CircuitDescriptor.Detail(CircuitDescriptor.of(circuit.snapshot(), circuit.spec()),
				this.pipelines.methodsOf(circuit.name()), CircuitConfig.of(circuit.spec()),
				this.events.latest(circuit.name()).stream().map(EventDescriptor::of).toList());
	}

}
