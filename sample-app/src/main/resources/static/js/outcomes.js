// The outcomes that a circuit counts. Each has a dash of its own, so that lines are told apart without colour.

export const OUTCOMES = [
	{ key: "success", name: "Succeeded", dash: [] },
	{ key: "failure", name: "Failed", dash: [7, 4] },
	{ key: "rejected", name: "Rejected", dash: [2, 4] },
	{ key: "ignored", name: "Ignored", dash: [10, 4, 2, 4] }
];
