// The section of the calls: which circuit is shown, the chart, and the table that says the same in figures.

import * as chart from "./chart.js";
import { copyOf, fill, setText } from "./fields.js";
import { callsOf } from "./history.js";
import { OUTCOMES } from "./outcomes.js";
import * as words from "./words.js";

const choice = document.getElementById("chosen-circuit");
const instant = document.getElementById("instant");
const rows = new Map();
const known = new Set();

let history;
let pointedAt;

export function start() {
	for (const { key, name, dash } of OUTCOMES) {
		const row = copyOf("outcome-template");
		row.dataset.outcome = key;
		row.querySelector("path").setAttribute("stroke-dasharray", dash.join(" "));
		fill(row, { name });
		document.getElementById("outcomes").append(row);
		rows.set(key, row);
	}
	chart.start((index) => {
		pointedAt = index;
		showTable();
	});
	choice.addEventListener("change", draw);
}

export function show(latest) {
	history = latest;
	Object.keys(history.circuits).filter((name) => !known.has(name)).forEach(offer);
	draw();
}

function draw() {
	if (history) {
		chart.show(calls());
		showTable();
	}
}

function showTable() {
	if (!history) {
		return;
	}
	const { secondsAgo, rates, totals } = calls();
	const index = pointedAt ?? secondsAgo.length - 1;
	setText(instant, pointedAt === undefined ? "Last second" : `${Math.round(-secondsAgo[index])} s ago`);
	for (const [key, row] of rows) {
		fill(row, { rate: words.number(Math.round(rates[key][index] ?? 0)), total: words.number(totals[key]) });
	}
}

function calls() {
	return callsOf(history, choice.value);
}

function offer(name) {
	known.add(name);
	choice.add(new Option(name, name));
}
