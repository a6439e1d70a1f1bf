package dev.resilience.spring.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Policies to start from, each for a sort of backend. They are bases and nothing else: no
 * annotation can name one. They stand in a file beside this class, which is read once
 * somebody inherits from one of them.
 */
public final class ReadyMadePolicies {

	/** Their names. */
	public static final List<String> NAMES = List.of("fast-flaky", "slow-reliable", "critical", "optional", "llm");

	/** The file on the class path. */
	public static final String FILE = "dev/resilience/spring/config/ready-made-policies.yml";

	private static final String ROOT = "ready-made";

	private final BoundKeys keys;

	private final ValueMistakes values;

	private @Nullable Map<String, PolicyProperties> policies;

	ReadyMadePolicies(BoundKeys keys, ValueMistakes values) {
		this.keys = keys;
		this.values = values;
	}

	/** What one of them writes; its keys are remembered with those of the user. */
	PolicyProperties get(String name) {
		if (this.policies == null) {
			this.policies = read();
		}
		PolicyProperties policy = this.policies.get(name);
		if (policy == null) {
			throw new IllegalArgumentException("There is no ready-made policy '" + name + "'");
		}
		return policy;
	}

	private Map<String, PolicyProperties> read() {
		return new Binder(ConfigurationPropertySources.from(file()))
			.bind(ROOT, Bindable.mapOf(String.class, PolicyProperties.class),
					new CollectingBindHandler(this.keys, this.values))
			.get();
	}

	private static List<PropertySource<?>> file() {
		try {
			return new YamlPropertySourceLoader().load(ROOT,
					new ClassPathResource(FILE, ReadyMadePolicies.class.getClassLoader()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The key of one of them, which no user can write. */
	static String key(String name) {
		return ROOT + "." + name;
	}

	/**
	 * The ready-made policy that a full key stands in, in words; null if the key is the
	 * user's.
	 */
	static @Nullable String origin(String key) {
		return NAMES.stream()
			.filter((name) -> key.startsWith(key(name) + "."))
			.findFirst()
			.map((name) -> "ready-made policy '" + name + "'")
			.orElse(null);
	}

}
