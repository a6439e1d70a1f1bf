package dev.resilience.spring.fuzz;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A document as YAML: nested, with dots, in braces, the keys in any of the forms that
 * Boot takes for the same. Which of them is up to the seed.
 */
final class Writing {

	private final Random random;

	private final StringBuilder text = new StringBuilder();

	private int line;

	private final Map<Entry, Integer> lines = new IdentityHashMap<>();

	private final Map<String, String> spellings = new LinkedHashMap<>();

	Writing(Document document) {
		this.random = Values.random(document.seed());
		Map<String, Object> root = new LinkedHashMap<>();
		document.entries().forEach((entry) -> add(root, entry));
		line("fuzz.number: 3");
		write(root, 0, 0);
	}

	@SuppressWarnings("unchecked")
	private static void add(Map<String, Object> root, Entry entry) {
		Map<String, Object> section = root;
		for (String key : entry.path().subList(0, entry.path().size() - 1)) {
			section = (Map<String, Object>) section.computeIfAbsent(key, (absent) -> new LinkedHashMap<>());
		}
		section.put(entry.path().get(entry.path().size() - 1), entry);
	}

	String text() {
		return this.text.toString();
	}

	/** The line of a key, the first is 1. */
	int line(Entry entry) {
		return this.lines.getOrDefault(entry, 0);
	}

	private void line(String written) {
		this.text.append(written).append('\n');
		this.line++;
	}

	@SuppressWarnings("unchecked")
	private void write(Map<String, Object> section, int depth, int indent) {
		section.forEach((element, below) -> {
			String key = spelling(element, depth);
			Object value = below;
			int deeper = depth + 1;
			while (value instanceof Map<?, ?> map && map.size() == 1 && this.random.nextInt(6) == 0) {
				Map.Entry<String, Object> only = ((Map<String, Object>) map).entrySet().iterator().next();
				String next = spelling(only.getKey(), deeper++);
				key += (next.startsWith("[") ? "" : ".") + next;
				value = only.getValue();
			}
			String begin = " ".repeat(indent) + quoted(key) + ":";
			if (value instanceof Entry entry) {
				this.lines.put(entry, this.line + 1);
				for (String row : (begin + (entry.yaml().startsWith("\n") ? "" : " ") + entry.yaml()).split("\n")) {
					line((row.startsWith("-") ? " ".repeat(indent) : "") + row);
				}
			}
			else if (this.random.nextInt(6) == 0 && fitsIntoBraces((Map<String, Object>) value)) {
				line(begin + " " + inBraces((Map<String, Object>) value, deeper));
			}
			else {
				line(begin);
				write((Map<String, Object>) value, deeper, indent + 1 + this.random.nextInt(4));
			}
		});
	}

	private static boolean fitsIntoBraces(Map<String, Object> section) {
		return section.values()
			.stream()
			.allMatch((value) -> value instanceof Entry entry && entry.yaml().matches("[\\w.+-]+|'[^']*'|\\[.*\\]"));
	}

	private String inBraces(Map<String, Object> section, int depth) {
		StringBuilder braces = new StringBuilder();
		section.forEach((key, value) -> {
			Entry entry = (Entry) value;
			this.lines.put(entry, this.line + 1);
			braces.append(braces.isEmpty() ? "{" : ", ")
				.append(quoted(spelling(key, depth)))
				.append(": ")
				.append(entry.yaml());
		});
		return braces + "}";
	}

	/** The same everywhere in a document; names of policies are the user's. */
	private String spelling(String key, int depth) {
		if (depth == 2 || !key.contains("-") || !key.matches("[a-z-]+")) {
			return key;
		}
		return this.spellings.computeIfAbsent(key, (kebab) -> switch (this.random.nextInt(8)) {
			case 0 -> camel(kebab);
			case 1 -> kebab.replace('-', '_');
			case 2 -> kebab.replace('-', '_').toUpperCase(Locale.ROOT);
			default -> kebab;
		});
	}

	private static String camel(String kebab) {
		StringBuilder camel = new StringBuilder();
		for (String word : kebab.split("-")) {
			camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
		}
		return camel.toString();
	}

	private static String quoted(String key) {
		return key.matches("[A-Za-z][\\w.-]*") ? key
				: "\"" + key.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";
	}

}
