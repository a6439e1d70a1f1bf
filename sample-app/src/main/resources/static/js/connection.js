// Says whether the server can be reached, and what it refuses.

import { setText } from "./fields.js";
import { serverNow } from "./server-clock.js";
import { Unreachable } from "./server.js";
import * as words from "./words.js";

const element = document.getElementById("connection");
const problems = new Map();

let reachedAt;

export function reached(part) {
	problems.delete(part);
	reachedAt = serverNow();
	show();
}

export function failed(part, failure) {
	problems.set(part, failure);
	show();
}

/** Whether what is shown of this part is no longer what is. */
export function isStale(part) {
	return problems.has(part) || isLost();
}

function isLost() {
	return [...problems.values()].some((failure) => failure instanceof Unreachable);
}

function show() {
	const [refused] = problems;
	const state = isLost() ? "lost" : refused ? "refused" : "live";
	element.dataset.state = state;
	document.body.dataset.connection = state;
	document.body.dataset.circuits = isStale("circuits") ? "stale" : "fresh";
	setText(element, { lost, refused: () => refusal(refused), live: () => "Live" }[state]());
}

function lost() {
	const since = reachedAt === undefined ? "" : ` since ${words.time(reachedAt)}`;
	return `The server cannot be reached${since}. Trying again each second.`;
}

function refusal([part, { status, message }]) {
	return `The ${part} cannot be shown. Status ${status}: ${message}`;
}
