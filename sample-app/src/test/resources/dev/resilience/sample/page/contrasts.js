// The contrast of each text, and of the hatching, with its ground, by the formula of WCAG 2, as "4.71 text".
function luminance([red, green, blue]) {
	const [r, g, b] = [red, green, blue].map((value) => value / 255)
		.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(colour) {
	return colour.match(/[\d.]+/g).map(Number);
}

function ground(element) {
	for (let place = element; place; place = place.parentElement) {
		const colour = channels(getComputedStyle(place).backgroundColor);
		if (colour.length === 3 || colour[3] === 1) {
			return colour;
		}
		if (colour[3] > 0) {
			throw new Error(`${place.outerHTML} has a ground that shines through`);
		}
	}
	throw new Error("The page has no ground");
}

function shown(element) {
	return element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1
		&& !element.closest("noscript, option");
}

function hasText(element) {
	return element.matches(".swatch, input[type=text], input[type=number], select")
		|| [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
}

return [...document.body.querySelectorAll("*")]
	.filter((element) => shown(element) && hasText(element))
	.map((element) => {
		const [lighter, darker] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))]
			.sort((one, other) => other - one);
		return `${((lighter + 0.05) / (darker + 0.05)).toFixed(2)} ${element.tagName} ${element.textContent}`;
	});
