package dev.resilience.reliability.backend;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Faults as one writes them on a command line: a name of {@link Faults}, or <pre>
 * status 503; Retry-After: tomorrow     this status, with these headers
 * bytes HTTP/1.1 200 OK\r\n\r\n[        these bytes, then the connection is closed
 * late 300                              a good answer, so many milliseconds late
 * hung | status 500 | healthy           one of these, drawn for each request
 * </pre>
 */
public final class FaultText {

	private FaultText() {
	}

	/**
	 * Reads a fault.
	 * @param text what was written
	 * @return the fault, with the text for its name
	 * @throws IllegalArgumentException if it is none
	 */
	public static Fault parse(String text) {
		Map<String, Fault> known = Faults.all();
		if (known.containsKey(text)) {
			return known.get(text);
		}
		if (text.contains(" | ")) {
			List<Fault> several = Arrays.stream(text.split(" \\| ")).map((part) -> parse(part.strip())).toList();
			several.stream().filter((fault) -> fault.place() != Place.THERE).findFirst().ifPresent((fault) -> {
				throw new IllegalArgumentException(
						"'" + fault + "' cannot be drawn for a request: it is met before there is one");
			});
			return Fault.of(text, Faults.anyOf(several));
		}
		String[] words = text.split(" ", 2);
		String rest = (words.length > 1) ? words[1] : "";
		return switch (words[0]) {
			case "healthy" -> Fault.NONE;
			case "status" -> status(text, rest.split(";\\s*"));
			case "bytes" -> bytes(text, rest.replace("\\r", "\r").replace("\\n", "\n"));
			case "late" -> late(text, Duration.ofMillis(Long.parseLong(rest)));
			default -> throw new IllegalArgumentException(
					"Unknown fault '" + text + "'; there are: status …, bytes …, late …, several with ' | ' between, "
							+ String.join(", ", known.keySet()));
		};
	}

	private static Fault status(String name, String[] parts) {
		String headers = String.join("\r\n", Arrays.asList(parts).subList(1, parts.length));
		return Fault.of(name, (exchange) -> exchange.send(parts[0] + " Status", headers, new byte[0]));
	}

	private static Fault bytes(String name, String bytes) {
		return Fault.of(name, (exchange) -> {
			exchange.send(bytes);
			exchange.close();
		});
	}

	private static Fault late(String name, Duration by) {
		return Fault.of(name, (exchange) -> {
			exchange.pause(by);
			exchange.sendHealthyAnswer();
		});
	}

}
