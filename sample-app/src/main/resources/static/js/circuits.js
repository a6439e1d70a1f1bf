// The cards of the circuits, and on small screens the strip that repeats their states.

import { copyOf, fill, setShape, setText } from "./fields.js";
import { serverNow } from "./server-clock.js";
import * as words from "./words.js";

const list = document.getElementById("circuits");
const strip = document.getElementById("strip");
const announcements = document.getElementById("announcements");
const asOf = document.getElementById("as-of");
const cards = new Map();

/** By the server's clock. */
let shownAt;

export function show(circuits) {
	const changes = [];
	shownAt = serverNow();
	asOf.hidden = true;
	for (const [name, circuit] of Object.entries(circuits)) {
		const card = cards.get(name) ?? add(name);
		if (card.circuit && card.circuit.state !== circuit.state) {
			changes.push(`Circuit ${name} is now ${words.state(circuit.state)}. ${words.sentence(circuit.reason ?? "")}`);
		}
		card.circuit = circuit;
		setShape(card.element, circuit.state);
		setShape(card.label, circuit.state);
		fill(card.label, { state: words.state(circuit.state) });
		fill(card.element, {
			state: words.state(circuit.state),
			reason: words.sentence(circuit.reason ?? "no change so far"),
			since: words.time(circuit.since),
			rate: circuit.failureRate === undefined ? "too few calls" : `${words.number(circuit.failureRate)} %`,
			...lastFailure(circuit.lastFailure),
			...totals(circuit.totals)
		});
	}
	if (changes.length > 0) {
		announcements.textContent = changes.join(" ");
	}
	countDown();
}

/** Called several times a second, so that no second is skipped. */
export function countDown() {
	for (const { element, circuit } of cards.values()) {
		fill(element, { probe: probe(circuit) });
		element.querySelector('[data-field="bar"]').style.width = `${100 * waited(circuit)}%`;
	}
}

/** Instead of counting down, where the circuits can no longer be seen. */
export function freeze() {
	if (shownAt === undefined) {
		return;
	}
	const text = `as of ${words.time(shownAt)}`;
	setText(asOf, text);
	asOf.hidden = false;
	for (const { element } of cards.values()) {
		fill(element, { probe: text });
	}
}

function add(name) {
	const card = { element: copyOf("circuit-template"), label: copyOf("strip-template") };
	card.element.dataset.circuit = name;
	fill(card.element, { name });
	const heading = card.element.querySelector("h3");
	heading.id = `circuit-${cards.size}`;
	card.element.setAttribute("aria-labelledby", heading.id);
	fill(card.label, { name });
	list.append(card.element);
	strip.append(card.label);
	cards.set(name, card);
	return card;
}

function totals({ succeeded, failed, ignored, rejected, opened }) {
	return {
		succeeded: words.number(succeeded),
		failed: words.number(failed),
		ignored: words.number(ignored),
		rejected: words.number(rejected),
		opened: words.number(opened)
	};
}

function lastFailure(failure) {
	return {
		"failed-at": failure ? `Last failure, ${words.time(failure.at)}` : "Last failure",
		failure: failure ? words.failure(failure.type, failure.category) : "none"
	};
}

function probe({ state, nextProbeAt }) {
	if (state === "HALF_OPEN") {
		return "probes may pass";
	}
	if (nextProbeAt === undefined) {
		return "";
	}
	const seconds = Math.ceil((Date.parse(nextProbeAt) - serverNow()) / 1000);
	return seconds > 0 ? `next probe in ${seconds} s` : "next probe now";
}

function waited({ nextProbeAt, since }) {
	if (nextProbeAt === undefined) {
		return 0;
	}
	const begin = Date.parse(since);
	return Math.min(1, Math.max(0, (serverNow() - begin) / (Date.parse(nextProbeAt) - begin)));
}
