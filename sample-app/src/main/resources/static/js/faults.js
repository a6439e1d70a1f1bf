// The dials of the provider's faults.

import { setText } from "./fields.js";
import { get, isOfTheServer, send } from "./server.js";

const PATH = "api/faults";
const LATENCY_MAX = 30000;
const LATENCY_STEP = 10;
const HEALTHY = { errorRate: 0, status: 503, latency: "0ms" };
const PRESETS = {
	down: { errorRate: 1, status: 503 },
	hangs: { latency: "5s" },
	limited: { errorRate: 1, status: 429, retryAfter: "2s" },
	flaky: { errorRate: 0.3, status: 503 }
};

const form = document.getElementById("faults");
const now = document.getElementById("faults-now");
const problem = document.getElementById("faults-problem");
const dials = {
	errorRate: document.getElementById("error-rate"),
	latency: document.getElementById("latency"),
	status: document.getElementById("status"),
	retryAfter: document.getElementById("retry-after")
};

/** Whether somebody has turned a dial and not applied it yet; the dials then stay as they are. */
let turned = false;
let absent = false;

/** Counts up when a change begins and when it ends; what was asked before then tells of the past. */
let changes = 0;

export function start() {
	form.addEventListener("input", () => {
		turned = true;
		showFigures();
	});
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		apply();
	});
	document.getElementById("heal").addEventListener("click", () => change("DELETE"));
	for (const button of form.querySelectorAll("[data-preset]")) {
		button.addEventListener("click", () => change("PUT", PRESETS[button.dataset.preset]));
	}
}

export async function refresh() {
	if (absent) {
		return;
	}
	const before = changes;
	try {
		const faults = await get(PATH);
		if (before === changes) {
			show(faults);
		}
	}
	catch (failure) {
		if (!isOfTheServer(failure)) {
			throw failure;
		}
		if (before === changes) {
			showWhyNot(failure);
		}
	}
}

function showWhyNot({ status, message }) {
	now.dataset.ill = false;
	if (status === 404) {
		absent = true;
		form.hidden = true;
		setText(now, `No dials here: ${message}.`);
	}
	else {
		setText(now, status ? `The faults are not known. Status ${status}: ${message}` : message);
	}
}

function apply() {
	if (dials.retryAfter.validity.badInput) {
		clearProblems();
		tell("retryAfter is not a number; write seconds, such as 1.5");
	}
	else {
		change("PUT", read());
	}
}

async function change(method, faults) {
	clearProblems();
	const turn = ++changes;
	try {
		const applied = await send(method, PATH, faults);
		if (turn === changes) {
			changes++;
			turned = false;
			show(applied);
		}
	}
	catch (failure) {
		if (!isOfTheServer(failure)) {
			throw failure;
		}
		tell(failure.message);
	}
}

function read() {
	return {
		errorRate: dials.errorRate.valueAsNumber / 100,
		status: Number(dials.status.value),
		latency: `${dials.latency.value}ms`,
		...(dials.retryAfter.value !== "" && { retryAfter: seconds(dials.retryAfter.valueAsNumber) })
	};
}

function show(faults) {
	const { errorRate, status, latency, retryAfter } = { ...HEALTHY, ...faults };
	setText(now, `Now: ${inWords(errorRate, status, latency, retryAfter)}.`);
	now.dataset.ill = errorRate > 0 || millis(latency) > 0;
	if (!turned) {
		dials.errorRate.value = Math.round(errorRate * 100);
		turnLatencyTo(millis(latency));
		offerStatus(status);
		dials.retryAfter.value = retryAfter === undefined ? "" : millis(retryAfter) / 1000;
		showFigures();
	}
}

function inWords(errorRate, status, latency, retryAfter) {
	const parts = [];
	if (errorRate > 0) {
		const after = retryAfter ? `, Retry-After ${retryAfter}` : "";
		parts.push(`${Math.round(errorRate * 100)} % answer ${status}${after}`);
	}
	if (millis(latency) > 0) {
		parts.push(`each answer takes ${latency}`);
	}
	return parts.join(", ") || "healthy";
}

/** Somebody else may have set more than the dial goes to, or less than a step of it. */
function turnLatencyTo(value) {
	dials.latency.max = Math.max(LATENCY_MAX, value);
	dials.latency.step = value % LATENCY_STEP === 0 ? LATENCY_STEP : 1;
	dials.latency.value = value;
}

/** Somebody else may have set a status that is not in the list. */
function offerStatus(status) {
	if (![...dials.status.options].some((option) => option.value === String(status))) {
		dials.status.add(new Option(status, status));
	}
	dials.status.value = status;
}

function showFigures() {
	showFigure(dials.errorRate, `${dials.errorRate.value} %`);
	showFigure(dials.latency, `${dials.latency.value} ms`);
}

function showFigure(dial, text) {
	setText(document.getElementById(`${dial.id}-shown`), text);
	dial.ariaValueText = text;
}

/** The provider's sentences begin with the key that they are about. */
function tell(sentence) {
	const dial = dials[sentence.split(" ", 1)[0]];
	const place = dial ? document.getElementById(`${dial.id}-problem`) : problem;
	dial?.setAttribute("aria-invalid", "true");
	dial?.focus();
	place.textContent = sentence;
	place.hidden = false;
}

function clearProblems() {
	form.querySelectorAll(".problem").forEach((place) => (place.hidden = true));
	form.querySelectorAll("[aria-invalid]").forEach((dial) => dial.removeAttribute("aria-invalid"));
}

function millis(duration) {
	return duration.endsWith("ms") ? parseFloat(duration) : parseFloat(duration) * 1000;
}

/** The provider takes whole ones only, of seconds as of milliseconds. */
function seconds(value) {
	return Number.isInteger(value) ? `${value}s` : `${Math.round(value * 1000)}ms`;
}
