// One question, one answer.

import { ask } from "./questions.js";

const question = document.getElementById("question");
const answer = document.getElementById("answer");

/** How many have been asked; only the latest question's answer is shown. */
let asked = 0;

export function start() {
	document.getElementById("ask").addEventListener("submit", async (event) => {
		event.preventDefault();
		const turn = ++asked;
		const shown = await tried(question.value);
		if (turn === asked) {
			show(shown);
		}
	});
}

async function tried(text) {
	if (text.trim() === "") {
		return { outcome: "failed", heading: "Write a question first." };
	}
	show({ outcome: "asking", heading: "Asking …" });
	try {
		const { answer: words, degraded, millis } = await ask(text);
		return degraded ? { outcome: "degraded", heading: `Degraded in ${millis} ms`, words }
			: { outcome: "answered", heading: `Answered in ${millis} ms`, words };
	}
	catch (failure) {
		return { outcome: "failed", heading: "Failed", words: failure.message };
	}
}

function show({ outcome, heading, words = "" }) {
	const strong = document.createElement("strong");
	strong.textContent = heading;
	answer.dataset.outcome = outcome;
	answer.replaceChildren(strong, words);
}
