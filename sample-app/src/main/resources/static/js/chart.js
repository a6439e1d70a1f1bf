// The chart: uPlot, with the colours of the style sheet.

import uPlot from "../webjars/uplot/dist/uPlot.esm.js";
import { hatch } from "./hatching.js";
import { OUTCOMES } from "./outcomes.js";

const LABELS = new Map([[-120, "2 min ago"], [-90, "90 s"], [-60, "1 min"], [-30, "30 s"], [0, "now"]]);

/** Where the scale of the calls may end: each is four round steps, here for less than a hundred. */
const TOPS = [4, 8, 12, 20, 40, 60, 80];

const element = document.getElementById("chart");
const empty = document.getElementById("chart-empty");
const dark = matchMedia("(prefers-color-scheme: dark)");

let open = [];
let data = [[], ...OUTCOMES.map(() => [])];
let chart;
let pointedAt = () => {};

export function start(onPoint) {
	pointedAt = onPoint;
	draw();
	new ResizeObserver(() => chart.setSize(size())).observe(element);
	dark.addEventListener("change", draw);
}

export function show(calls) {
	data = [calls.secondsAgo, ...OUTCOMES.map(({ key }) => withoutRests(calls.rates[key]))];
	open = calls.open;
	empty.hidden = Object.values(calls.totals).some((total) => total > 0);
	chart.setData(data);
}

function draw() {
	chart?.destroy();
	chart = new uPlot(options(), data, element);
}

function options() {
	const style = getComputedStyle(document.documentElement);
	const colour = (name) => style.getPropertyValue(`--${name}`).trim();
	const axis = { stroke: colour("muted"), font: "12px system-ui, sans-serif", ticks: { show: false }, gap: 8 };
	const grid = { stroke: colour("line"), width: 1 };
	return {
		...size(),
		padding: [8, 20, 0, 0],
		legend: { show: false },
		cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
		scales: { x: { time: false, range: [-120, 0] }, y: { range: (_, min, max) => [0, top(max)] } },
		axes: [
			{ ...axis, grid, size: 30, splits: () => [...LABELS.keys()], values: (_, splits) => splits.map((at) => LABELS.get(at)) },
			{ ...axis, grid, size: 44, splits: (_, index, min, max) => [0, max / 4, max / 2, 3 * max / 4, max] }
		],
		series: [{}, ...OUTCOMES.map(({ key, dash }) => ({
			stroke: colour(key), fill: `${colour(key)}18`, width: 2, dash, points: { show: false }
		}))],
		hooks: { drawClear: [(plot) => hatch(plot, open, colour("hatching"))], setCursor: [({ cursor }) => pointedAt(cursor.idx ?? undefined)] }
	};
}

function size() {
	return { width: Math.max(200, element.clientWidth), height: element.clientHeight };
}

function top(max) {
	let power = 1;
	while (max > TOPS.at(-1) * power) {
		power *= 10;
	}
	return power * TOPS.find((top) => max <= top * power);
}

/** A line that rests at zero would only hide the others; its ends still touch the ground. */
function withoutRests(rates) {
	return rates.map((rate, index) => (rate || rates[index - 1] || rates[index + 1]) ? rate : null);
}
