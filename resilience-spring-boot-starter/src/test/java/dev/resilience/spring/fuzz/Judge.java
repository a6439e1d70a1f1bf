package dev.resilience.spring.fuzz;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.support.Contexts;

/** Says what is wrong with how a start has ended; null if nothing is. */
final class Judge {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private Judge() {
	}

	/** Of a document whose mistakes are known, all are named, and nothing else. */
	static String ofKnown(Document document, Writing writing, Outcome outcome) {
		List<Expected> planted = document.expected();
		if (outcome.isStarted()) {
			return !planted.isEmpty() ? "started in spite of " + planted.get(0)
					: outcome.differences().isEmpty() ? slow(outcome) : outcome.differences().get(0);
		}
		if (outcome.mistakes().isEmpty() || outcome.report() == null) {
			return "stopped otherwise: " + inShort(outcome.failure());
		}
		for (Expected expected : planted) {
			List<Mistake> named = outcome.mistakes().stream().filter(expected::isNamedBy).toList();
			if (named.isEmpty()) {
				return "not named: " + expected;
			}
			if (named.stream().noneMatch((mistake) -> isAtItsLine(expected, mistake, writing))) {
				return "line: " + named.get(0).place() + " is at " + writing.line(expected.at());
			}
		}
		for (Mistake mistake : outcome.mistakes()) {
			if (planted.stream().noneMatch((expected) -> expected.isNamedBy(mistake)) && !isConsequence(mistake)) {
				return "named without reason: " + mistake;
			}
			if (!isPrinted(mistake, outcome.report())) {
				return "not printed: " + mistake;
			}
		}
		return slow(outcome);
	}

	/** Of any document: it starts, or there is a report that somebody can read. */
	static String ofAny(Outcome outcome) {
		if (outcome.isStarted() || outcome.report() != null || isOfOthers(outcome.failure())) {
			return slow(outcome);
		}
		return "stopped otherwise: " + inShort(outcome.failure());
	}

	/** What Boot cannot even read has not come to us. */
	private static boolean isOfOthers(Throwable failure) {
		for (Throwable link = failure; link != null; link = link.getCause()) {
			if (Arrays.stream(link.getStackTrace()).anyMatch(Judge::isOurs)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isOurs(StackTraceElement frame) {
		String type = frame.getClassName();
		return type.startsWith("dev.resilience.") && !type.startsWith(Judge.class.getPackageName())
				&& !type.startsWith(Contexts.class.getPackageName());
	}

	private static boolean isAtItsLine(Expected expected, Mistake mistake, Writing writing) {
		if (expected.at() == null) {
			return true;
		}
		int line = writing.line(expected.at());
		int last = line + (int) expected.at().yaml().chars().filter((letter) -> letter == '\n').count();
		String origin = String.valueOf(mistake.origin());
		if (expected.at().yaml().matches(".*(\\{}|\\[]).*")) {
			// Boot knows no line of what is empty
			return origin.startsWith("application.yml");
		}
		int told = origin.matches("application\\.yml:\\d+") ? Integer.parseInt(origin.substring(16)) : -1;
		return told >= line && told <= last;
	}

	/** A value that is right beside what it is by default, but not beside a mistake. */
	private static boolean isConsequence(Mistake mistake) {
		return mistake.what().contains("at least timeout") || mistake.what().contains("at most window.size");
	}

	private static boolean isPrinted(Mistake mistake, String report) {
		String printed = report.replaceAll("\\s+", "");
		return printed.contains(mistake.description().replaceAll("\\s+", ""));
	}

	private static String slow(Outcome outcome) {
		return (outcome.took().compareTo(PATIENCE) > 0) ? "slow: " + outcome.took().toSeconds() + " s" : null;
	}

	private static String inShort(Throwable failure) {
		StringBuilder chain = new StringBuilder();
		for (Throwable link = failure; link != null; link = link.getCause()) {
			String text = link.toString();
			chain.append("\n  ").append(text, 0, Math.min(300, text.length()));
			StackTraceElement[] trace = link.getStackTrace();
			for (int i = 0; i < Math.min((link.getCause() == null) ? 8 : 0, trace.length); i++) {
				chain.append("\n    ").append(trace[i]);
			}
		}
		return chain.toString();
	}

}
