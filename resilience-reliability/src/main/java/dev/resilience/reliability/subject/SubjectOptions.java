package dev.resilience.reliability.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the application is started.
 *
 * @param jvm options of the JVM
 * @param properties properties, as Spring Boot takes them on a command line
 */
public record SubjectOptions(List<String> jvm, List<String> properties) {

	public SubjectOptions {
		jvm = List.copyOf(jvm);
		properties = List.copyOf(properties);
	}

	/**
	 * With as much heap.
	 * @param heap the option's value, such as "256m"
	 * @return the options
	 */
	public static SubjectOptions heap(String heap) {
		return new SubjectOptions(List.of("-Xms" + heap, "-Xmx" + heap), List.of());
	}

	/**
	 * With further properties.
	 * @param more each as "--name=value"
	 * @return the options
	 */
	public SubjectOptions with(String... more) {
		List<String> all = new ArrayList<>(this.properties);
		all.addAll(Arrays.asList(more));
		return new SubjectOptions(this.jvm, all);
	}

}
