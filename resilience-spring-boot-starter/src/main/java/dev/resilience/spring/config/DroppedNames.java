package dev.resilience.spring.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Notes names that do not arrive as they are written. Outside of brackets Boot drops
 * whatever is no letter from A to Z, digit, dash or underscore: {@code a b} and
 * {@code a/b} would be one policy, and {@code ü} would be no key at all.
 */
final class DroppedNames {

	private static final String ROOT = "resilience";

	private final Mistakes mistakes;

	DroppedNames(Mistakes mistakes) {
		this.mistakes = mistakes;
	}

	/**
	 * Looks through what is written.
	 * @param sources who may have written something
	 * @return what the names have become that would be misread
	 */
	Set<ConfigurationPropertyName> find(Iterable<ConfigurationPropertySource> sources) {
		Set<ConfigurationPropertyName> misread = new HashSet<>();
		Map<String, @Nullable Origin> places = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> written
					&& !BoundKeys.isOfTheMachine(source)) {
				for (String key : written.getPropertyNames()) {
					int end = key.regionMatches(true, 0, ROOT, 0, ROOT.length()) ? endOfDropped(key) : 0;
					if (end > 0) {
						ConfigurationPropertyName name = BoundKeys.name(key);
						misread.add(YamlOn.isMisread(name) ? YamlOn.corrected(name) : name);
						places.putIfAbsent(key.substring(0, end), PropertySourceOrigin.get(written, key));
					}
				}
			}
		}
		places.forEach(this::note);
		return misread;
	}

	private void note(String key, @Nullable Origin origin) {
		String name = key.substring(lastDot(key) + 1);
		String parent = key.substring(0, lastDot(key));
		String where = name.isBlank() ? parent + ".'" + name + "'" : key;
		String reason = "has a name that Spring Boot does not take as it is written: outside of brackets it drops "
				+ "all but the letters A to Z, digits, - and _";
		boolean policy = isPolicies(parent);
		this.mistakes.add(new Mistake(where, Origins.inWords(origin), policy ? reason : "is not a key that is known",
				!policy ? "Take it out, or correct its name."
						: name.isBlank() ? "Give the policy a name." : name.matches(".*[\\[\\]].*")
								? "Choose another name."
								: "Write it in brackets and quotes, \"[" + name + "]\", or choose another name."));
	}

	/** Where the first name ends that gets lost, 0 if none does. */
	private static int endOfDropped(String key) {
		int begin = 0;
		int open = 0;
		for (int i = 0; i <= key.length(); i++) {
			char letter = (i < key.length()) ? key.charAt(i) : '.';
			boolean afterBracket = begin > 0 && i == begin && key.charAt(begin - 1) == ']';
			if (open == 0 && (letter == '.' || letter == '[')) {
				if (i > 0 && isFallbackValue(key, i)) {
					return 0;
				}
				if (!afterBracket && !(letter == '[' && i == begin) && isDropped(key, begin, i)) {
					return i;
				}
				begin = i + 1;
			}
			if (letter == '[') {
				open++;
			}
			else if (letter == ']' && open > 0 && --open == 0) {
				begin = i + 1;
			}
		}
		return 0;
	}

	private static boolean isFallbackValue(String key, int end) {
		return BoundKeys.isFallbackValue(BoundKeys.name(key.substring(0, end)));
	}

	private static boolean isDropped(String key, int begin, int end) {
		if (isPlain(key, begin, end)) {
			return false;
		}
		String name = key.substring(begin, end);
		ConfigurationPropertyName read = BoundKeys.name("x." + name);
		boolean policy = begin > 0 && isPolicies(key.substring(0, begin - 1));
		return read.getNumberOfElements() < 2 || (policy && !read.getLastElement(Form.ORIGINAL).equals(name));
	}

	private static boolean isPlain(String key, int begin, int end) {
		for (int i = begin; i < end; i++) {
			char letter = key.charAt(i);
			boolean plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
					|| (letter >= '0' && letter <= '9') || (i > begin && (letter == '-' || letter == '_'));
			if (!plain) {
				return false;
			}
		}
		return begin < end;
	}

	private static boolean isPolicies(String parent) {
		return BoundKeys.name(parent).equals(SettingsReader.POLICIES);
	}

	private static int lastDot(String key) {
		return key.lastIndexOf('.');
	}

}
