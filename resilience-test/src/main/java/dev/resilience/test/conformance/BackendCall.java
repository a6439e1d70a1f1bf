package dev.resilience.test.conformance;

import java.util.Comparator;
import java.util.List;

/**
 * A place in the code that calls a backend: a row of the matrix.
 *
 * @param type the full name of the calling class
 * @param method the calling method; for a lambda the one that it stands in, for a
 * constructor {@code <init>}
 * @param file the source file, without its directory
 * @param line the line in it; 0 if the class was compiled without line numbers
 * @param client what is called, as {@code RestClient.post}
 * @param coverage whether the call is protected
 * @param coveredBy the policies as {@code retry, circuit: payments; time-limit: slow}, or
 * the reason of an exception; empty if nothing covers the call
 * @param gaps why the call is unprotected, a sentence for each way to it; empty if it is
 * not
 */
public record BackendCall(String type, String method, String file, int line, String client, Coverage coverage,
		String coveredBy, List<String> gaps) implements Comparable<BackendCall> {

	private static final Comparator<BackendCall> READING_ORDER = Comparator.comparing(BackendCall::type)
		.thenComparing(BackendCall::file)
		.thenComparingInt(BackendCall::line)
		.thenComparing(BackendCall::client)
		.thenComparing(BackendCall::method)
		.thenComparing(BackendCall::coveredBy)
		.thenComparing((call) -> call.gaps().toString());

	public BackendCall {
		gaps = List.copyOf(gaps);
	}

	/**
	 * Where it is, as stack traces say it, so that tools make a link of it.
	 * @return the place
	 */
	public String place() {
		return this.type + "." + this.method + "(" + this.file + ":" + this.line + ")";
	}

	@Override
	public int compareTo(BackendCall other) {
		return READING_ORDER.compare(this, other);
	}

}
