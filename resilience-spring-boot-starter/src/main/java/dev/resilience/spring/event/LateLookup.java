package dev.resilience.spring.event;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * Beans that are looked up when they are first needed: the engine is made before them.
 * Until all definitions are known the answer is not kept.
 *
 * @param <T> what is looked up
 */
public final class LateLookup<T> implements Supplier<T> {

	private final ConfigurableListableBeanFactory beans;

	private final Supplier<T> lookup;

	private final T otherwise;

	/** Written by whoever comes first; all write the same. */
	private volatile @Nullable T known;

	private LateLookup(ConfigurableListableBeanFactory beans, Supplier<T> lookup, T otherwise) {
		this.beans = beans;
		this.lookup = lookup;
		this.otherwise = otherwise;
	}

	/**
	 * All beans of a type, in their order.
	 * @param type the type
	 * @param beans where they come from
	 * @param <B> the type
	 * @return the lookup
	 */
	public static <B> LateLookup<List<B>> all(Class<B> type, ConfigurableListableBeanFactory beans) {
		return of(type, beans, (provider) -> provider.stream().sorted(AnnotationAwareOrderComparator.INSTANCE).toList(),
				List.of());
	}

	/**
	 * The one bean of a type, or the primary one.
	 * @param type the type
	 * @param beans where it comes from
	 * @param otherwise what takes its place where there is none, or several of which none
	 * is primary
	 * @param <B> the type
	 * @return the lookup
	 */
	public static <B> LateLookup<B> one(Class<B> type, ConfigurableListableBeanFactory beans, B otherwise) {
		return of(type, beans, (provider) -> provider.getIfUnique(() -> otherwise), otherwise);
	}

	private static <B, T> LateLookup<T> of(Class<B> type, ConfigurableListableBeanFactory beans,
			Function<ObjectProvider<B>, T> lookup, T otherwise) {
		return new LateLookup<>(beans, () -> lookup.apply(beans.getBeanProvider(type)), otherwise);
	}

	@Override
	public T get() {
		T kept = this.known;
		return (kept != null) ? kept : lookUp();
	}

	private T lookUp() {
		try {
			T found = this.lookup.get();
			if (this.beans.isConfigurationFrozen()) {
				this.known = found;
			}
			return found;
		}
		catch (BeanCurrentlyInCreationException ex) {
			// one of them calls a protected method while it is being made
			return this.otherwise;
		}
	}

}
