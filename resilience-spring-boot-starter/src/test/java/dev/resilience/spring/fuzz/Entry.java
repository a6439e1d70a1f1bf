package dev.resilience.spring.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One key that is written, and its value. Compared by identity: a document may have two
 * that look the same.
 */
final class Entry {

	private final List<String> path;

	private final String yaml;

	private final Object inForce;

	/**
	 * Writes a value.
	 * @param path the keys from the root on, each as in nested YAML
	 * @param yaml the value, in one line; or a list in a block, whose lines begin each
	 * with a line feed
	 * @param inForce what the value comes to, null where nobody looks
	 */
	Entry(List<String> path, String yaml, Object inForce) {
		this.path = List.copyOf(path);
		this.yaml = yaml;
		this.inForce = inForce;
	}

	static Entry of(List<String> parent, String keys, Value value) {
		return new Entry(path(parent, keys), value.yaml(), value.inForce());
	}

	static Entry of(List<String> parent, String keys, String yaml) {
		return new Entry(path(parent, keys), yaml, null);
	}

	/** A path, with keys added that stand with dots between them. */
	static List<String> path(List<String> parent, String keys) {
		List<String> path = new ArrayList<>(parent);
		path.addAll(Arrays.asList(keys.split("\\.")));
		return path;
	}

	List<String> path() {
		return this.path;
	}

	String yaml() {
		return this.yaml;
	}

	Object inForce() {
		return this.inForce;
	}

	/** The key as reports name it. */
	String key() {
		return key(this.path);
	}

	static String key(List<String> path) {
		StringBuilder key = new StringBuilder();
		for (String element : path) {
			key.append((key.isEmpty() || element.startsWith("[")) ? "" : ".").append(element);
		}
		return key.toString();
	}

	/** Whether both could not stand in one document. */
	boolean excludes(List<String> other) {
		int common = Math.min(this.path.size(), other.size());
		return this.path.subList(0, common).equals(other.subList(0, common));
	}

	@Override
	public String toString() {
		return key() + ": " + this.yaml;
	}

}
