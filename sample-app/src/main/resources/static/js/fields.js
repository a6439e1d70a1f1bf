// Fills copies of a <template>. Writes only what differs, so that nothing flickers and no selection is lost.

export function copyOf(templateId) {
	return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}

export function fill(element, values) {
	for (const [field, value] of Object.entries(values)) {
		setText(element.querySelector(`[data-field="${field}"]`), value);
	}
}

export function setText(element, value) {
	const text = String(value);
	if (element.textContent !== text) {
		element.textContent = text;
	}
}

export function setShape(element, state) {
	if (element.dataset.state !== state) {
		element.dataset.state = state;
		element.querySelector("use").setAttribute("href", `#shape-${state}`);
	}
}
