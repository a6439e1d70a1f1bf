package dev.resilience.spring.event;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * The beans of a type, looked up when they are first needed: the engine is made before
 * them. Until all definitions are known the answer is not kept.
 *
 * @param <T> the type
 */
public final class LateBeans<T> implements Supplier<List<T>> {

	private final Class<T> type;

	private final ConfigurableListableBeanFactory beans;

	/** Written by whoever comes first; all write the same beans. */
	private volatile @Nullable List<T> known;

	/**
	 * Names the type.
	 * @param type the type
	 * @param beans where the beans come from
	 */
	public LateBeans(Class<T> type, ConfigurableListableBeanFactory beans) {
		this.type = type;
		this.beans = beans;
	}

	@Override
	public List<T> get() {
		List<T> kept = this.known;
		return (kept != null) ? kept : lookUp();
	}

	private List<T> lookUp() {
		try {
			List<T> found = this.beans.getBeanProvider(this.type)
				.stream()
				.sorted(AnnotationAwareOrderComparator.INSTANCE)
				.toList();
			if (this.beans.isConfigurationFrozen()) {
				this.known = found;
			}
			return found;
		}
		catch (BeanCurrentlyInCreationException ex) {
			// one of them calls a protected method while it is being made
			return List.of();
		}
	}

}
