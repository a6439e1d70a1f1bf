package dev.resilience.spring.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Starts documents one after the other, and shrinks those that end badly. */
final class Trials implements AutoCloseable {

	private final Start start;

	private int documents;

	private int started;

	private int planted;

	private int named;

	Trials(Path directory) {
		this.start = new Start(directory);
	}

	/**
	 * What is wrong with how a document ends whose mistakes are known; null if nothing.
	 */
	String ofKnown(long seed) {
		return of(Generator.of(seed));
	}

	String of(Document document) {
		String complaint = complaint(document);
		if (complaint == null) {
			return null;
		}
		List<Part> left = Shrinking.of(document.parts(),
				(parts) -> isSame(complaint, complaint(new Document(document.seed(), parts))));
		Document small = new Document(document.seed(), left);
		return told(document.seed(), complaint(small), small.writing().text());
	}

	private String complaint(Document document) {
		Writing writing = document.writing();
		Outcome outcome = this.start.with(writing.text(), document.sources(),
				(settings) -> new InForce(document, writing).differences(settings));
		count(outcome);
		this.planted += document.expected().size();
		this.named += (int) document.expected()
			.stream()
			.filter((expected) -> outcome.mistakes().stream().anyMatch(expected::isNamedBy))
			.count();
		return Judge.ofKnown(document, writing, outcome);
	}

	/** The same of a document that was made blindly. */
	String ofAny(long seed) {
		List<String> lines = (seed % 2 == 0) ? BlindGenerator.of(seed) : Mutation.of(seed);
		// without it, more of them can start
		List<Class<?>> sources = (seed % 3 == 0) ? List.of(Application.class) : List.of();
		Function<List<String>, String> complaint = (some) -> {
			Outcome outcome = this.start.with(String.join("\n", some), sources, (settings) -> List.of());
			count(outcome);
			return Judge.ofAny(outcome);
		};
		String first = complaint.apply(lines);
		return (first == null) ? null : told(seed, first,
				String.join("\n", Shrinking.of(lines, (fewer) -> isSame(first, complaint.apply(fewer)))));
	}

	private void count(Outcome outcome) {
		this.documents++;
		this.started += outcome.isStarted() ? 1 : 0;
	}

	/** Whether the second is the first again, of another value at most. */
	private static boolean isSame(String first, String second) {
		return second != null && kind(first).equals(kind(second));
	}

	/**
	 * Its first words, of an exception where that was thrown, of a mistake the remedy.
	 */
	private static String kind(String complaint) {
		int thrown = complaint.indexOf("\n    ");
		return complaint.split(":")[0] + ((thrown >= 0) ? complaint.substring(thrown).split("\n")[1]
				: complaint.startsWith("named") ? complaint.substring(complaint.lastIndexOf(", ")) : "");
	}

	private static String told(long seed, String complaint, String yaml) {
		return "Seed " + seed + " ... " + complaint + "\nshrunk to\n" + yaml + "\n";
	}

	int started() {
		return this.started;
	}

	int planted() {
		return this.planted;
	}

	int named() {
		return this.named;
	}

	@Override
	public void close() {
		this.start.close();
	}

	@Override
	public String toString() {
		return this.documents + " documents, " + this.started + " started, " + (this.documents - this.started)
				+ " stopped; " + this.planted + " mistakes planted, " + this.named + " named";
	}

}
