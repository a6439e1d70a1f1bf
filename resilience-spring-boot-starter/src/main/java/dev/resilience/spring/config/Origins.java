package dev.resilience.spring.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Where something is written, in as few words as tell one file from another. */
final class Origins {

	/**
	 * How Boot names the property source of a file, which knows no line of an empty map.
	 */
	private static final Pattern FILE = Pattern.compile("Config resource '.*\\[(?:.*/)?([^/\\]]+)\\]'.*");

	private Origins() {
	}

	/** File and line where they are known, as {@code application.yml:12}. */
	static @Nullable String inWords(@Nullable Origin origin) {
		if (origin instanceof PropertySourceOrigin wrapper) {
			Matcher file = FILE.matcher(wrapper.getPropertySource().getName());
			return (wrapper.getOrigin() != null) ? inWords(wrapper.getOrigin())
					: file.matches() ? file.group(1) : wrapper.toString();
		}
		if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
			return file(text.getResource()) + ":" + (text.getLocation().getLine() + 1);
		}
		return (origin != null) ? origin.toString() : null;
	}

	/**
	 * On the class path its path; in the working directory the way there; anywhere else
	 * its name, and the directory if that is one of those that Boot looks into.
	 */
	private static String file(Resource resource) {
		Resource read = (resource instanceof OriginTrackedResource tracked) ? tracked.getResource() : resource;
		if (read instanceof ClassPathResource onClassPath) {
			return onClassPath.getPath();
		}
		try {
			Path file = read.getFile().toPath().toAbsolutePath().normalize();
			Path here = Path.of("").toAbsolutePath();
			if (file.startsWith(here)) {
				return "./" + here.relativize(file).toString().replace('\\', '/');
			}
			Path directory = file.getParent();
			Path above = (directory != null) ? directory.getParent() : null;
			Path from = (directory != null && directory.endsWith("config")) ? above
					: (above != null && above.endsWith("config")) ? above.getParent() : directory;
			return (from != null) ? from.relativize(file).toString().replace('\\', '/') : file.toString();
		}
		catch (IOException | UnsupportedOperationException ex) {
			return (read.getFilename() != null) ? read.getFilename() : read.getDescription();
		}
	}

}
