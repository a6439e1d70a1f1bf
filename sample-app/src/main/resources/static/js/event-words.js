// What an event of /actuator/circuits/{name} says, in words.

import * as words from "./words.js";

const SENTENCES = {
	CircuitStateChanged: ({ from, to, reason }) =>
		`${words.state(from)} → ${words.state(to)}: ${to === "HALF_OPEN" ? "probes may pass" : reason}`,
	CallRejected: ({ state }, code) =>
		code === "CONCURRENCY_LIMIT_EXCEEDED" ? "A call was refused, no worker was free" : state ? `A call was refused, the circuit is ${words.state(state).toLowerCase()}` : "A call was refused",
	RetryScheduled: (details) =>
		`Attempt ${details.attempt + 1} follows${because(details)}`,
	RetryGaveUp: (details) =>
		`Given up after ${details.attempts === 1 ? "one attempt" : `${details.attempts} attempts`}${because(details)}`,
	TimeLimitPassed: ({ limit, overrun }) =>
		`Took longer than ${limit}${overrun ? ", and did not stop then" : ""}`,
	FallbackUsed: ({ failure, category }, code) =>
		`The fallback ${code === "FALLBACK_FAILED" ? "failed, too, after" : "answered in place of"} ${words.failure(failure, category)}`
};

export function sentence({ type, code, details }) {
	return SENTENCES[type]?.(details, code) ?? type;
}

function because({ failure, category }) {
	return failure ? `: ${words.failure(failure, category)}` : "";
}
