package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.resilience.pipeline.NearestNames;
import dev.resilience.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/** Reads {@code resilience.order}, which names every kind once. */
final class KindOrder {

	private static final String KEY = "resilience.order";

	/** Kinds that have a place in the order already but are not built yet. */
	private static final Set<String> KINDS_TO_COME = Set.of("rate-limit", "concurrency-limit");

	private static final List<PolicyKind> USUAL = List.of(PolicyKind.values());

	private final BoundKeys keys;

	private final Mistakes mistakes;

	KindOrder(BoundKeys keys, Mistakes mistakes) {
		this.keys = keys;
		this.mistakes = mistakes;
	}

	/** The order, outermost first; the usual one where there was a mistake. */
	List<PolicyKind> read(@Nullable List<String> names) {
		if (names == null) {
			return USUAL;
		}
		Set<String> doubles = new LinkedHashSet<>();
		List<String> unknown = new ArrayList<>();
		Set<String> seen = new LinkedHashSet<>();
		List<PolicyKind> order = new ArrayList<>();
		for (String name : names) {
			String normalized = name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
			PolicyKind kind = kind(normalized);
			if (!seen.add(normalized)) {
				doubles.add(name);
			}
			else if (kind != null) {
				order.add(kind);
			}
			else if (!KINDS_TO_COME.contains(normalized)) {
				unknown.add(name.isBlank() ? "an empty entry" : name);
			}
		}
		Set<PolicyKind> missing = EnumSet.allOf(PolicyKind.class);
		missing.removeAll(order);
		// what was mistyped is missing too, which need not be told
		missing.removeIf((kind) -> unknown.stream().anyMatch((name) -> nearest(name).contains(kind.key())));
		boolean wrong = note(names, unknown, "with what is no kind of policy: ", near(unknown));
		wrong |= note(names, List.copyOf(doubles), "with these more than once: ", "");
		wrong |= note(names, missing.stream().map(PolicyKind::key).toList(), "without ", "");
		return wrong ? USUAL : order;
	}

	private boolean note(List<String> names, List<String> wrong, String what, String hint) {
		if (wrong.isEmpty()) {
			return false;
		}
		this.mistakes
			.add(new Mistake(KEY, this.keys.origin(KEY), "is " + names + ", " + what + String.join(", ", wrong), hint
					+ "Name every kind once, outermost first, as in the default: [fallback, circuit, retry, rate-limit, "
					+ "time-limit, concurrency-limit]; or leave the key out."));
		return true;
	}

	private static String near(List<String> unknown) {
		List<String> near = unknown.stream().flatMap((name) -> nearest(name).stream()).toList();
		return near.isEmpty() ? "" : "Did you mean " + String.join(", ", near) + "? ";
	}

	/** At most one. */
	private static List<String> nearest(String unknown) {
		List<String> known = Stream.concat(USUAL.stream().map(PolicyKind::key), KINDS_TO_COME.stream()).toList();
		return NearestNames.of(unknown, known).stream().limit(1).toList();
	}

	private static @Nullable PolicyKind kind(String name) {
		for (PolicyKind kind : PolicyKind.values()) {
			if (kind.key().equals(name)) {
				return kind;
			}
		}
		return null;
	}

}
