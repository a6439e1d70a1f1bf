package dev.resilience.spring.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.resilience.spring.config.ConfigurationMetadata.Item;
import dev.resilience.spring.support.Contexts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an IDE offers as the value of a key is a value that the key can have. */
class MetadataHintsTests {

	/** Those that the reference of Spring Boot names. */
	private static final Set<String> PROVIDERS = Set.of("any", "class-reference", "handle-as", "logger-name",
			"spring-bean-reference", "spring-profile-name");

	private final ConfigurationMetadata metadata = new ConfigurationMetadata();

	@Test
	void hintsAreForKeysThatExistAndEachHasOneAtMost() {
		assertThat(this.metadata.hints()).isNotEmpty()
			.extracting((hint) -> hint.name().replaceFirst("^(resilience\\.policies)\\.(keys|values)$", "$1"))
			.doesNotHaveDuplicates()
			.isSubsetOf(KnownKeys.all().keySet());
	}

	@Test
	void enumsOfferTheirConstantsAndNothingElse() {
		assertThat(KnownKeys.all().keySet()).filteredOn(MetadataHintsTests::isEnum).isNotEmpty().allSatisfy((key) -> {
			assertThat(values(key)).containsExactlyInAnyOrderElementsOf(constants(key));
			assertThat(hint(key).list("providers")).isEmpty();
		});
	}

	@Test
	void listsOfExceptionClassesOfferEveryThrowableAndTakeWhatIsNotFound() {
		assertThat(KnownKeys.ofExceptionClasses()).isNotEmpty().allSatisfy((key) -> {
			List<Item> providers = hint(key).list("providers");
			assertThat(providers).extracting(Item::name).containsExactly("class-reference", "any");
			assertThat(providers.get(0).get("parameters"))
				.isEqualTo(Map.of("target", Throwable.class.getName(), "concrete", false));
		});
	}

	@Test
	void thePredicateOffersBeans() {
		assertThat(hint("resilience.defaults.retry.retry-on-result").list("providers").get(0).values()).isEqualTo(
				Map.of("name", "spring-bean-reference", "parameters", Map.of("target", Predicate.class.getName())));
	}

	@Test
	void everyListOfWordsHasAHintAndSoHaveTheNamesOfPolicies() {
		List<String> lists = KnownKeys.all()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().getTypeName().equals("java.util.List<java.lang.String>"))
			.map(Map.Entry::getKey)
			.toList();
		assertThat(this.metadata.hints()).extracting(Item::name)
			.containsAll(lists)
			.contains("resilience.policies.keys");
	}

	@Test
	void providersAreThoseThatToolsKnow() {
		assertThat(this.metadata.hints()).flatExtracting((hint) -> hint.list("providers"))
			.extracting((provider) -> provider.name())
			.isNotEmpty()
			.isSubsetOf(PROVIDERS);
	}

	@Test
	void offeredValuesAreDescribed() {
		assertThat(this.metadata.hints()).flatExtracting((hint) -> hint.list("values"))
			.isNotEmpty()
			.allSatisfy((value) -> assertThat(value.text("description")).matches("[A-Z].*\\."));
	}

	@Test
	void offeredValuesAreAccepted() {
		for (Item hint : this.metadata.hints()) {
			List<String> values = values(hint.name());
			// the order takes all of its values at once
			boolean together = hint.name().equals("resilience.order");
			for (String value : together ? List.of(String.join(",", values)) : values) {
				assertThat(Contexts.mistakes(Contexts.runner().withPropertyValues(hint.name() + "=" + value)))
					.as("%s: %s", hint.name(), value)
					.isEmpty();
			}
		}
	}

	@Test
	void defaultsAreAmongTheValuesOfTheirEnum() {
		assertThat(this.metadata.properties()).filteredOn((property) -> isEnum(property.name()))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(values(property.name())).contains(property.text("defaultValue")));
	}

	@Test
	void theOrderOffersTheKindsOfItsDefault() {
		assertThat(this.metadata.properties()).filteredOn((property) -> property.name().equals("resilience.order"))
			.singleElement()
			.satisfies((order) -> assertThat(order.get("defaultValue")).isEqualTo(values("resilience.order")));
	}

	private static boolean isEnum(String key) {
		return KnownKeys.all().get(key) instanceof Class<?> type && type.isEnum();
	}

	private static List<String> constants(String key) {
		return Arrays.stream(((Class<?>) KnownKeys.all().get(key)).getEnumConstants())
			.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

	private List<String> values(String key) {
		return hint(key).list("values").stream().map((value) -> value.get("value").toString()).toList();
	}

	private Item hint(String key) {
		Map<String, Item> hints = this.metadata.hints().stream().collect(Collectors.toMap(Item::name, (hint) -> hint));
		assertThat(hints).containsKey(key);
		return hints.get(key);
	}

}
