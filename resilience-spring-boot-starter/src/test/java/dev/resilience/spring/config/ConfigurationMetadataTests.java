package dev.resilience.spring.config;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.spring.config.ConfigurationMetadata.Item;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What an IDE tells about a key is what the code does. */
class ConfigurationMetadataTests {

	private final ConfigurationMetadata metadata = new ConfigurationMetadata();

	@TempDir
	private Path directory;

	@Test
	void everyKeyHasAnEntryAndEveryEntryIsAKey() {
		assertThat(this.metadata.properties()).extracting(Item::name)
			.containsExactlyInAnyOrderElementsOf(KnownKeys.all().keySet());
	}

	@Test
	void whatPoliciesAloneCanHaveIsAMistakeInTheDefaults() {
		assertThat(KnownKeys.OF_POLICIES_ALONE).allSatisfy((name) -> {
			String key = KnownKeys.DEFAULTS + "." + name;
			assertThat(Contexts.mistakes(Contexts.runner().withPropertyValues(key + "=true")))
				.extracting(Mistake::where)
				.containsExactly(key);
		});
	}

	@Test
	void everySectionIsAGroupAndEveryGroupASection() {
		assertThat(this.metadata.groups()).extracting(Item::name)
			.containsExactlyInAnyOrderElementsOf(KnownKeys.sections().keySet());
	}

	@Test
	void theTypesAreThoseOfTheCode() {
		Map<String, String> types = new TreeMap<>();
		this.metadata.groups().forEach((group) -> types.put(group.name(), group.text("type")));
		this.metadata.properties().forEach((property) -> types.put(property.name(), property.text("type")));
		Map<String, Type> known = KnownKeys.all();
		known.putAll(KnownKeys.sections());
		known.forEach((key, type) -> assertThat(types).containsEntry(key, type.getTypeName().replace(", ", ",")));
	}

	@Test
	void everythingIsDescribedInPlainSentences() {
		assertThat(this.metadata.properties()).isNotEmpty().allSatisfy(ConfigurationMetadataTests::isDescribed);
		assertThat(this.metadata.groups()).isNotEmpty().allSatisfy(ConfigurationMetadataTests::isDescribed);
	}

	private static void isDescribed(Item item) {
		assertThat(item.text("description")).as(item.name())
			.matches("[A-Z].*[^.]\\.")
			.doesNotContain("{@", "  ", "<")
			.hasSizeLessThan(180);
	}

	@Test
	void aKeyHasADefaultInTheMetadataIfTheCodeHasOne() {
		assertThat(defaults().keySet()).containsExactlyInAnyOrderElementsOf(
				KnownKeys.all().keySet().stream().filter(inCode()::containsKey).toList());
	}

	@Test
	void toWriteTheDefaultsOfTheMetadataChangesNothing() {
		assertThat(ValuesInForce.of(this.directory, defaults())).containsExactlyInAnyOrderEntriesOf(inCode());
	}

	private Map<String, Object> inCode() {
		return ValuesInForce.of(this.directory, Map.of());
	}

	private Map<String, String> defaults() {
		Map<String, String> defaults = new LinkedHashMap<>();
		for (Item property : this.metadata.properties()) {
			if (property.get("defaultValue") != null) {
				defaults.put(property.name(), property.get("defaultValue").toString());
			}
		}
		return defaults;
	}

}
