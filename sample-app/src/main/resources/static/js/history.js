// Makes of the server's samples what the chart and its table show.

import { OUTCOMES } from "./outcomes.js";

const OPEN = ["OPEN", "FORCED_OPEN"];

/** The calls of one circuit, or of all where no name is given. */
export function callsOf({ now, times, circuits }, name) {
	const chosen = Object.entries(circuits).filter(([key]) => !name || key === name).map(([, periods]) => periods);
	const millis = times.map((time) => Date.parse(time));
	const end = Date.parse(now);
	const calls = { secondsAgo: millis.map((time) => (time - end) / 1000), totals: {}, rates: {} };
	for (const { key } of OUTCOMES) {
		const counts = millis.map((_, index) => chosen.reduce((sum, periods) => sum + periods[index][key], 0));
		calls.totals[key] = counts.reduce((sum, count) => sum + count, 0);
		calls.rates[key] = counts.map((count, index) => perSecond(count, millis[index] - millis[index - 1]));
	}
	calls.open = millis.map((_, index) => chosen.some((periods) => OPEN.includes(periods[index].state)));
	return calls;
}

/** Samples are about a second apart, not exactly. */
function perSecond(count, millis) {
	return millis > 0 ? count * 1000 / millis : 0;
}
