// Asks the gateway, for the load and for the form.

import { get } from "./server.js";

export async function ask(question) {
	const start = performance.now();
	const { answer, degraded } = await get(`api/ask?question=${encodeURIComponent(question)}`);
	return { answer, degraded, millis: Math.round(performance.now() - start) };
}
