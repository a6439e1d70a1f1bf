// What does not fit: elements that are wider than their place, and words that are torn in two.
const NAMES = "h3, .policy, code, .words, .facts dd, .strip, .quote, .answer, option, .visually-hidden";

function isTooWide(element) {
	return element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
		&& !element.matches("input, select, .quote, .visually-hidden, .strip ul");
}

function tornWords(node) {
	return [...node.data.matchAll(/[^\s-]+/g)].filter(({ 0: word, index }) => {
		const range = document.createRange();
		range.setStart(node, index);
		range.setEnd(node, index + word.length);
		return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
	}).map(([word]) => `torn: ${word}`);
}

function texts(element) {
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	const found = [];
	while (walker.nextNode()) {
		if (!walker.currentNode.parentElement.closest(NAMES)) {
			found.push(walker.currentNode);
		}
	}
	return found;
}

const page = document.documentElement;
return [
	...(page.scrollWidth > innerWidth ? [`the page is ${page.scrollWidth} wide`] : []),
	...[...document.querySelectorAll("main *, .strip, .masthead *")].filter(isTooWide)
		.map(({ outerHTML, scrollWidth, clientWidth }) => `${scrollWidth} in ${clientWidth}: ${outerHTML.slice(0, 120)}`),
	...texts(document.querySelector("main")).flatMap(tornWords)
];
