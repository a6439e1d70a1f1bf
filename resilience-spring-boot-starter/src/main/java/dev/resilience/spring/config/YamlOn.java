package dev.resilience.spring.config;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyNameAliases;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Lets users write {@code on:} below {@code fallback}. YAML 1.1, which Boot reads, takes
 * a bare {@code on} for the truth value, so the key arrives as {@code fallback[true]}; it
 * is given its name back.
 */
final class YamlOn {

	private YamlOn() {
	}

	static List<ConfigurationPropertySource> readable(Iterable<ConfigurationPropertySource> sources) {
		List<ConfigurationPropertySource> readable = new ArrayList<>();
		for (ConfigurationPropertySource source : sources) {
			readable
				.add((source instanceof IterableConfigurationPropertySource iterable) ? readable(iterable) : source);
		}
		return readable;
	}

	private static ConfigurationPropertySource readable(IterableConfigurationPropertySource source) {
		ConfigurationPropertyNameAliases aliases = new ConfigurationPropertyNameAliases();
		List<ConfigurationPropertyName> misread = source.stream().filter(YamlOn::isMisread).toList();
		misread.forEach((name) -> aliases.addAliases(name, corrected(name)));
		return misread.isEmpty() ? source : source.withAliases(aliases);
	}

	static boolean isMisread(ConfigurationPropertyName name) {
		return misreadElement(name) > 0;
	}

	private static int misreadElement(ConfigurationPropertyName name) {
		for (int i = 1; i < name.getNumberOfElements(); i++) {
			if (name.getElement(i, Form.ORIGINAL).equals("true")
					&& name.getElement(i - 1, Form.UNIFORM).equals("fallback")
					&& name.getElement(0, Form.UNIFORM).equals("resilience")) {
				return i;
			}
		}
		return -1;
	}

	static ConfigurationPropertyName corrected(ConfigurationPropertyName name) {
		int misread = misreadElement(name);
		ConfigurationPropertyName corrected = name.chop(misread).append("on");
		for (int i = misread + 1; i < name.getNumberOfElements(); i++) {
			corrected = corrected.append("[" + name.getElement(i, Form.ORIGINAL) + "]");
		}
		return corrected;
	}

}
