// Figures and names as people read them.

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

const STATES = {
	CLOSED: "Closed",
	OPEN: "Open",
	HALF_OPEN: "Half-open",
	FORCED_OPEN: "Forced open",
	DISABLED: "Disabled"
};

export function state(name) {
	return STATES[name] ?? name;
}

export function sentence(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

export function time(instant) {
	return TIME.format(new Date(instant));
}

export function number(value) {
	return NUMBER.format(value);
}

/** The class alone, of a nested one the innermost. */
export function failure(type, category) {
	return `${type.split(/[.$]/).pop()} (${category})`;
}
