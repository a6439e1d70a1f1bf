// Talks to the gateway, which is the only server that the page knows.

/** Longer than the gateway waits for its provider. */
const TIMEOUT_MS = 7000;

/** The server answered, but not with what was asked for. */
export class Refusal extends Error {

	constructor(status, sentence) {
		super(sentence);
		this.status = status;
	}

}

/** There was no answer. */
export class Unreachable extends Error {
}

/** Whether the server is to blame; anything else is a mistake of the page. */
export function isOfTheServer(failure) {
	return failure instanceof Refusal || failure instanceof Unreachable;
}

export function get(path) {
	return send("GET", path);
}

/** Answers the JSON; throws a Refusal with the server's own sentence, or says that there was no answer. */
export async function send(method, path, body) {
	const { ok, status, text } = await exchange(path, {
		method,
		headers: body === undefined ? {} : { "Content-Type": "application/json" },
		body: body === undefined ? undefined : JSON.stringify(body),
		cache: "no-store",
		signal: AbortSignal.timeout(TIMEOUT_MS)
	});
	const json = parse(text);
	if (!ok || json === undefined) {
		throw new Refusal(status, json?.detail ?? json?.error ?? (ok ? "the answer is not JSON" : "no reason was given"));
	}
	return json;
}

async function exchange(path, request) {
	try {
		const response = await fetch(path, request);
		return { ok: response.ok, status: response.status, text: await response.text() };
	}
	catch (failure) {
		throw new Unreachable(failure.name === "TimeoutError"
			? "The server did not answer in time." : "The server cannot be reached.");
	}
}

function parse(text) {
	try {
		return JSON.parse(text);
	}
	catch {
		return undefined;
	}
}
