package dev.resilience.reliability.campaign;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SumsTests {

	private static final String METERS = """
			# HELP resilience_circuit_calls_total Calls by their outcome
			resilience_circuit_calls_total{circuit="NAME",outcome="success"} 5.0
			resilience_circuit_calls_total{circuit="NAME",outcome="failure"} 3.0
			resilience_circuit_calls_total{circuit="NAME",outcome="ignored"} 0.0
			resilience_circuit_calls_total{circuit="NAME",outcome="rejected"} 2.0
			resilience_circuit_transitions_total{circuit="NAME",to="open"} 1.0
			resilience_retry_calls_total{outcome="success",policy="NAME"} 5.0
			resilience_retry_calls_total{outcome="exhausted",policy="NAME"} 3.0
			resilience_retry_attempts_total{policy="NAME"} 4.0
			resilience_time_limit_calls_total{outcome="success",policy="NAME"} 12.0
			resilience_fallback_calls_total{outcome="used",policy="NAME"} 5.0
			""";

	private static final String CIRCUIT = """
			{"state": "CLOSED",
			"totals": {"succeeded": 5, "failed": 3, "ignored": 0, "rejected": 2, "opened": 1}}""";

	private static final JsonNode CIRCUITS = new JsonMapper()
		.readTree("{\"embeddings\": " + CIRCUIT + ", \"generation\": " + CIRCUIT + "}");

	private static final String BOTH = METERS.replace("NAME", "embeddings") + METERS.replace("NAME", "generation");

	@Test
	void rightSumsAreNoMistake() {
		assertThat(new Sums(CIRCUITS, new Meters(BOTH)).mistakes(10, 5, 0)).isEmpty();
	}

	@Test
	void tellsOfACallThatNobodyCounted() {
		assertThat(new Sums(CIRCUITS, new Meters(BOTH)).mistakes(11, 5, 0)).containsExactlyInAnyOrder(
				"calls of embeddings: 10 instead of 11", "calls of generation: 10 instead of 11");
	}

	@Test
	void whatFailedMayHaveBeenACallOrNot() {
		Meters meters = new Meters(BOTH);
		assertThat(new Sums(CIRCUITS, meters).mistakes(11, 4, 1)).isEmpty();
		assertThat(new Sums(CIRCUITS, meters).mistakes(12, 5, 1)).hasSize(2)
			.contains("calls of embeddings: 10 instead of 11 to 12");
	}

	@Test
	void tellsOfAnAnswerThatTheFallbackDidNotGive() {
		assertThat(new Sums(CIRCUITS, new Meters(BOTH)).mistakes(10, 6, 0))
			.containsExactly("answers of generation's fallback: 5 instead of 6");
	}

	@Test
	void tellsOfAnAttemptWithoutALimit() {
		String lost = BOTH.replaceFirst("(time_limit_calls.*) 12.0", "$1 11.0");
		assertThat(new Sums(CIRCUITS, new Meters(lost)).mistakes(10, 5, 0))
			.containsExactly("attempts of embeddings: 11 instead of 12");
	}

}
