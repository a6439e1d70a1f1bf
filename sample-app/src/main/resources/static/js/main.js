// Looks at the server each second and tells every part of the page what it saw.

import * as ask from "./ask.js";
import * as calls from "./calls.js";
import * as circuits from "./circuits.js";
import * as connection from "./connection.js";
import * as events from "./events.js";
import * as faults from "./faults.js";
import * as load from "./load.js";
import { synchronise } from "./server-clock.js";
import { get, isOfTheServer } from "./server.js";

const PERIOD_MS = 1000;
const COUNTDOWN_MS = 200;

/** What hinders one part does not hinder the others. */
async function attempt(part, refresh) {
	try {
		await refresh();
		connection.reached(part);
	}
	catch (failure) {
		if (isOfTheServer(failure)) {
			connection.failed(part, failure);
		}
		else {
			console.error(failure);
		}
	}
}

async function refreshCalls() {
	const history = await get("api/history");
	synchronise(history.now);
	calls.show(history);
}

async function refreshCircuits() {
	const states = (await get("actuator/circuits")).circuits;
	circuits.show(states);
	await attempt("events", () => events.refresh(states));
}

async function look() {
	await attempt("calls", refreshCalls);
	await attempt("circuits", refreshCircuits);
}

async function againAndAgain(look) {
	const start = performance.now();
	await look().catch(console.error);
	setTimeout(againAndAgain, Math.max(0, PERIOD_MS - (performance.now() - start)), look);
}

document.querySelectorAll(".needs-javascript").forEach((element) => (element.hidden = false));
calls.start();
faults.start();
load.start();
ask.start();
setInterval(() => (connection.isStale("circuits") ? circuits.freeze() : circuits.countDown()), COUNTDOWN_MS);
againAndAgain(look);
// in a loop of its own, because the provider's slowness is not the gateway's
againAndAgain(faults.refresh);
