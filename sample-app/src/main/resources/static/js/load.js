// Sends questions, so many a second.

import { setText } from "./fields.js";
import { ask } from "./questions.js";
import * as words from "./words.js";

const QUESTIONS = [
	"What does a circuit breaker do while the circuit is open?",
	"What does jitter make of the wait before a retry?",
	"Does a mistake fail the same way when repeated?",
	"What is a bulkhead named after?",
	"Does a deadline include the waits between attempts?",
	"Should users be told about graceful degradation?",
	"What does the status 429 mean?",
	"Which alert matters most to operators?"
];

/** A browser has six connections to a server; the page itself needs one or two of them. */
const MOST_AT_ONCE = 4;

const REPORT_MS = 1000;

const button = document.getElementById("load-button");
const now = document.getElementById("load-now");
const last = document.getElementById("load-last");
const counts = { answered: 0, degraded: 0, failed: 0 };

let rate;
let timer;
let report;
let asked = 0;
let underWay = 0;

/** Since the last report. */
let sent = 0;
let heldBack = 0;

export function start() {
	button.addEventListener("click", () => (timer ? stop() : begin()));
	document.getElementsByName("rate").forEach((rate) => rate.addEventListener("change", () => timer && begin()));
}

function begin() {
	stop();
	rate = Number(document.querySelector("input[name=rate]:checked").value);
	timer = setInterval(send, 1000 / rate);
	report = setInterval(tell, REPORT_MS);
	tell();
}

function stop() {
	clearInterval(timer);
	clearInterval(report);
	timer = undefined;
	sent = 0;
	heldBack = 0;
	show("Now: none.");
}

function tell() {
	show(heldBack > 0 ? `Asked ${sent} of ${rate} a second; answers are slow.`
		: `Now: ${rate === 1 ? "one question" : `${rate} questions`} a second.`);
	sent = 0;
	heldBack = 0;
}

function show(text) {
	button.setAttribute("aria-pressed", timer !== undefined);
	setText(now, text);
}

async function send() {
	if (underWay >= MOST_AT_ONCE) {
		heldBack++;
		return;
	}
	sent++;
	underWay++;
	const question = QUESTIONS[asked++ % QUESTIONS.length];
	try {
		const { answer, degraded } = await ask(question);
		count(degraded ? "degraded" : "answered");
		setText(last, `${degraded ? "Degraded" : "Answered"}: ${answer}`);
	}
	catch (failure) {
		count("failed");
		setText(last, `Failed: ${failure.message}`);
	}
	finally {
		underWay--;
	}
}

function count(outcome) {
	counts[outcome]++;
	setText(document.getElementById(`load-${outcome}`), words.number(counts[outcome]));
}
