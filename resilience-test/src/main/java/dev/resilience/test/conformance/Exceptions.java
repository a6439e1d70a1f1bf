package dev.resilience.test.conformance;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import dev.resilience.annotation.Unprotected;
import org.jspecify.annotations.Nullable;

/** Where calls are bare on purpose. */
final class Exceptions {

	/** By {@code Class} or {@code Class#method}. */
	private final Map<String, String> named = new LinkedHashMap<>();

	private final Set<String> used = new HashSet<>();

	void add(String place, String reason) {
		this.named.put(place, reason);
	}

	/** The reason that speaks for this very method, or null. */
	@Nullable String ofMethod(JavaCodeUnit method) {
		String own = method.tryGetAnnotationOfType(Unprotected.class.getName()).map(Exceptions::reason).orElse(null);
		return (own != null) ? own : named(method.getOwner().getName() + "#" + method.getName());
	}

	/** The reason that speaks for all methods of the class, or null. */
	@Nullable String ofClass(JavaCodeUnit method) {
		for (JavaClass type = method.getOwner(); type != null; type = type.getEnclosingClass().orElse(null)) {
			String own = type.tryGetAnnotationOfType(Unprotected.class.getName()).map(Exceptions::reason).orElse(null);
			String reason = (own != null) ? own : named(type.getName());
			if (reason != null) {
				return reason;
			}
		}
		return null;
	}

	private @Nullable String named(String place) {
		String reason = this.named.get(place);
		if (reason != null) {
			this.used.add(place);
		}
		return reason;
	}

	private static String reason(JavaAnnotation<?> annotation) {
		return String.valueOf(annotation.get("value").orElse(""));
	}

	/** Those that have stood for no call so far. */
	List<String> unused() {
		return this.named.keySet().stream().filter((place) -> !this.used.contains(place)).toList();
	}

}
