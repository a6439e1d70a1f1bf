package dev.resilience.reliability.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** Whether the counters add up, those of the endpoint and those of the meters. */
final class Sums {

	/** The names of an outcome: in the endpoint, and in the meters. */
	private static final Map<String, String> OUTCOMES = Map.of("succeeded", "success", "failed", "failure", "ignored",
			"ignored", "rejected", "rejected");

	private final List<String> mistakes = new ArrayList<>();

	private final JsonNode circuits;

	private final Meters meters;

	Sums(JsonNode circuits, Meters meters) {
		this.circuits = circuits;
		this.meters = meters;
	}

	/**
	 * Looks at all.
	 * @param asked how many questions came in; each is one call of each policy
	 * @param degraded how many got the answer of generation's fallback
	 * @param failed how many got an error, so that it is not known how far they came
	 * @return a sentence for each sum that is wrong
	 */
	List<String> mistakes(long asked, long degraded, long failed) {
		for (Map.Entry<String, JsonNode> circuit : this.circuits.properties()) {
			check(circuit.getKey(), circuit.getValue().path("totals"), asked, failed);
		}
		if (this.circuits.size() != 2) {
			this.mistakes.add("circuits are " + this.circuits.propertyNames());
		}
		between("answers of generation's fallback",
				this.meters.sum("resilience_fallback_calls_total", "policy=\"generation\"", "outcome=\"used\""),
				degraded, degraded + failed);
		return this.mistakes;
	}

	private void check(String policy, JsonNode totals, long asked, long failed) {
		long calls = 0;
		for (Map.Entry<String, String> outcome : OUTCOMES.entrySet()) {
			long counted = totals.path(outcome.getKey()).asLong();
			equal(outcome.getKey() + " of " + policy + " by meters", this.meters.sum("resilience_circuit_calls_total",
					"circuit=\"" + policy + "\"", "outcome=\"" + outcome.getValue() + "\""), counted);
			calls += counted;
		}
		between("calls of " + policy, calls, asked - failed, asked);
		String label = "policy=\"" + policy + "\"";
		long admitted = calls - totals.path("rejected").asLong();
		equal("retry's calls of " + policy, this.meters.sum("resilience_retry_calls_total", label), admitted);
		equal("attempts of " + policy, this.meters.sum("resilience_time_limit_calls_total", label),
				admitted + this.meters.sum("resilience_retry_attempts_total", label));
		equal("openings of " + policy,
				this.meters.sum("resilience_circuit_transitions_total", "circuit=\"" + policy + "\"", "to=\"open\""),
				totals.path("opened").asLong());
	}

	private void equal(String what, long is, long expected) {
		between(what, is, expected, expected);
	}

	private void between(String what, long is, long least, long most) {
		if (is < least || is > most) {
			this.mistakes.add(what + ": " + is + " instead of " + ((least < most) ? least + " to " + most : least));
		}
	}

}
