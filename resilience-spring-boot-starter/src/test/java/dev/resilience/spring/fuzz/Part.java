package dev.resilience.spring.fuzz;

import java.util.List;

/**
 * What belongs together in a document, and can only be left out as a whole.
 *
 * @param entries what is written
 * @param expected the mistakes that this is
 * @param beans the classes with mistakes of their own
 */
record Part(List<Entry> entries, List<Expected> expected, List<Class<?>> beans) {

	Part {
		entries = List.copyOf(entries);
		expected = List.copyOf(expected);
		beans = List.copyOf(beans);
	}

	static Part of(Entry entry) {
		return new Part(List.of(entry), List.of(), List.of());
	}

	static Part wrong(Entry entry, String told) {
		return new Part(List.of(entry), List.of(Expected.at(entry, told)), List.of());
	}

	@Override
	public String toString() {
		return this.entries + (this.expected.isEmpty() ? "" : " -> " + this.expected);
	}

}
