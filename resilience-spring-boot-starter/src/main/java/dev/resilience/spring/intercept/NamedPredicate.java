package dev.resilience.spring.intercept;

import java.util.List;
import java.util.function.Predicate;

import dev.resilience.pipeline.NearestNames;
import dev.resilience.spring.config.Mistake;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * A result predicate that is named in the configuration and looked up when it is first
 * needed: policies are made before the beans that they name.
 */
final class NamedPredicate implements Predicate<@Nullable Object> {

	private final String name;

	private final String key;

	private final @Nullable String origin;

	private final ConfigurableListableBeanFactory beans;

	private volatile @Nullable Predicate<@Nullable Object> bean;

	/**
	 * Names the bean.
	 * @param name the bean's name
	 * @param key the property that names it
	 * @param origin the file and line of the property, or null where there is none
	 * @param beans where it comes from
	 */
	NamedPredicate(String name, String key, @Nullable String origin, ConfigurableListableBeanFactory beans) {
		this.name = name;
		this.key = key;
		this.origin = origin;
		this.beans = beans;
	}

	@Override
	@SuppressWarnings("unchecked")
	public boolean test(@Nullable Object result) {
		Predicate<@Nullable Object> known = this.bean;
		if (known == null) {
			known = this.beans.getBean(this.name, Predicate.class);
			this.bean = known;
		}
		return known.test(result);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** Why the bean cannot be used, or null if it can. */
	@Nullable Mistake mistake() {
		if (!this.beans.containsBean(this.name)) {
			List<String> near = NearestNames.of(this.name, List.of(this.beans.getBeanNamesForType(Predicate.class)));
			return mistake("but there is no bean of that name",
					near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ");
		}
		Class<?> type = this.beans.getType(this.name);
		return (type == null || Predicate.class.isAssignableFrom(type)) ? null
				: mistake("which is no Predicate but a " + type.getName(), "");
	}

	private Mistake mistake(String problem, String hint) {
		return new Mistake(this.key, this.origin, "is '" + this.name + "', " + problem,
				hint + "Name a bean of type java.util.function.Predicate<Object>.");
	}

}
