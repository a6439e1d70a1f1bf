// The log of events. The endpoint forgets what is older than its latest hundred; the page keeps what it has seen.

import { copyOf, fill, setShape } from "./fields.js";
import { sentence } from "./event-words.js";
import { get } from "./server.js";
import * as words from "./words.js";

const MOST_LINES = 100;

const list = document.getElementById("events");
const empty = document.getElementById("events-empty");
const seen = new Map();
const lines = new Map();

/** Asks only for circuits that have counted something since they were asked last. */
export async function refresh(circuits) {
	const changed = Object.entries(circuits).filter(([name, circuit]) => seen.get(name)?.totals !== fingerprint(circuit));
	const asked = await Promise.allSettled(changed.map(([name]) => eventsOf(name)));
	const fresh = asked.flatMap(({ value = [] }) => value.filter(isNew).reverse());
	fresh.sort((one, other) => one.millis - other.millis).forEach(tell);
	asked.forEach(({ value }, index) => value && remember(...changed[index], value));
	empty.hidden = list.childElementCount > 0;
	const failed = asked.find(({ status }) => status === "rejected");
	if (failed) {
		throw failed.reason;
	}
}

async function eventsOf(name) {
	const { events } = await get(`actuator/circuits/${encodeURIComponent(name)}`);
	return events.map((event) => ({ ...event, policy: name, millis: Date.parse(event.at), key: JSON.stringify(event) }));
}

function isNew({ policy, key }) {
	return !seen.get(policy)?.events.has(key);
}

function remember(name, circuit, events) {
	seen.set(name, { totals: fingerprint(circuit), events: new Set(events.map(({ key }) => key)) });
}

function fingerprint({ state, since, totals }) {
	return JSON.stringify([state, since, totals]);
}

function tell(event) {
	const text = sentence(event);
	const key = `${event.policy} ${event.code} ${text}`;
	if (event.type === "CircuitStateChanged") {
		// what comes after a change of the circuit gets lines of its own, above it
		forget(({ policy }) => policy === event.policy);
		add(event, text);
	}
	else if (lines.has(key)) {
		const line = lines.get(key);
		line.times++;
		fill(line.element, { times: `× ${line.times}, last at ${words.time(event.at)}` });
	}
	else {
		lines.set(key, { policy: event.policy, times: 1, element: add(event, text) });
	}
}

/** Nothing is counted in such a line any more. */
function forget(isSuch) {
	for (const [key, line] of lines) {
		if (isSuch(line)) {
			lines.delete(key);
		}
	}
}

function add(event, text) {
	const element = copyOf("event-template");
	if (event.type === "CircuitStateChanged") {
		setShape(element, event.details.to);
	}
	fill(element, { time: words.time(event.at), policy: event.policy, code: event.code, words: text });
	list.prepend(element);
	if (list.childElementCount > MOST_LINES) {
		const oldest = list.lastElementChild;
		oldest.remove();
		forget(({ element: line }) => line === oldest);
	}
	return element;
}
