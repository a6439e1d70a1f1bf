package dev.resilience.test.conformance;

import java.util.ArrayList;
import java.util.List;

/** The calls as a table in plain text, and below it what is to be done. */
final class Matrix {

	private static final String GAP = "  ";

	private final List<BackendCall> calls;

	/** Said once, so that the lines fit a terminal. */
	private final String common;

	private final List<String> lines = new ArrayList<>();

	Matrix(List<BackendCall> calls) {
		this.calls = calls;
		this.common = commonPackage(calls);
	}

	@Override
	public String toString() {
		List<BackendCall> bare = this.calls.stream().filter((call) -> call.coverage() == Coverage.UNPROTECTED).toList();
		this.lines.add(bare.size() + " of " + this.calls.size() + " calls to backends "
				+ ((bare.size() == 1) ? "is" : "are") + " not protected");
		this.lines.add("");
		table();
		if (!bare.isEmpty()) {
			this.lines.add("");
			this.lines.add("Not protected:");
			bare.forEach(this::explain);
			this.lines.add("");
			this.lines.add("Annotate a method on the way, and call it from another bean; or say why there is no need: "
					+ "@Unprotected(\"…\").");
		}
		return String.join(System.lineSeparator(), this.lines);
	}

	private void table() {
		List<List<String>> rows = new ArrayList<>();
		rows.add(List.of("In " + this.common, "Call", "Covered by"));
		this.calls.forEach((call) -> rows.add(List.of(shortened(call.place()), call.client(),
				call.coveredBy().isEmpty() ? "NOTHING" : call.coveredBy())));
		int where = width(rows, 0);
		int client = width(rows, 1);
		rows.forEach((row) -> this.lines
			.add(padded(row.get(0), where) + GAP + padded(row.get(1), client) + GAP + row.get(2)));
	}

	private static String commonPackage(List<BackendCall> calls) {
		String common = packageOf(calls.get(0).type());
		for (BackendCall call : calls) {
			while (!(packageOf(call.type()) + ".").startsWith(common + ".") && !common.isEmpty()) {
				common = packageOf(common);
			}
		}
		return common;
	}

	private String shortened(String text) {
		return this.common.isEmpty() ? text : text.replace(this.common + ".", "");
	}

	private static String packageOf(String name) {
		return name.substring(0, Math.max(0, name.lastIndexOf('.')));
	}

	/** The place in full, so that tools make a link of it. */
	private void explain(BackendCall call) {
		this.lines.add(GAP + call.place() + " calls " + call.client());
		call.gaps().forEach((gap) -> gap.lines().forEach((line) -> this.lines.add(GAP + GAP + shortened(line))));
	}

	private static int width(List<List<String>> rows, int column) {
		return rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0);
	}

	private static String padded(String text, int width) {
		return text + " ".repeat(width - text.length());
	}

}
