package dev.resilience.spring.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.springframework.boot.json.JsonParserFactory;

/** What an IDE finds on the class path about keys below {@code resilience}. */
final class ConfigurationMetadata {

	private final List<Item> groups = new ArrayList<>();

	private final List<Item> properties = new ArrayList<>();

	private final List<Item> hints = new ArrayList<>();

	ConfigurationMetadata() {
		try {
			ClassLoader loader = ConfigurationMetadata.class.getClassLoader();
			for (URL file : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream stream = file.openStream()) {
					read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(String json) {
		Item metadata = new Item(JsonParserFactory.getJsonParser().parseMap(json));
		addOurs(metadata.list("groups"), this.groups);
		addOurs(metadata.list("properties"), this.properties);
		addOurs(metadata.list("hints"), this.hints);
	}

	private static void addOurs(List<Item> items, List<Item> ours) {
		items.stream().filter((item) -> (item.name() + ".").startsWith("resilience.")).forEach(ours::add);
	}

	List<Item> groups() {
		return this.groups;
	}

	List<Item> properties() {
		return this.properties;
	}

	List<Item> hints() {
		return this.hints;
	}

	/** An object of the JSON. */
	record Item(Map<String, Object> values) {

		String name() {
			return text("name");
		}

		String text(String attribute) {
			return (String) get(attribute);
		}

		Object get(String attribute) {
			return this.values.get(attribute);
		}

		/** The objects of a list; none where the attribute is missing. */
		@SuppressWarnings("unchecked")
		List<Item> list(String attribute) {
			List<Map<String, Object>> objects = (List<Map<String, Object>>) this.values.getOrDefault(attribute,
					List.of());
			return objects.stream().map(Item::new).toList();
		}

		@Override
		public String toString() {
			return name();
		}

	}

}
