package dev.resilience.spring.event;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The one bean of a type, looked up when it is first needed: the engine is made before
 * it. Until all definitions are known the answer is not kept.
 *
 * @param <T> the type
 */
public final class LateBean<T> implements Supplier<T> {

	private final Class<T> type;

	private final ConfigurableListableBeanFactory beans;

	private final T otherwise;

	/** Written by whoever comes first; all write the same bean. */
	private volatile @Nullable T known;

	/**
	 * Names the type.
	 * @param type the type
	 * @param beans where the bean comes from
	 * @param otherwise what takes its place where there is none, or several of which none
	 * is primary
	 */
	public LateBean(Class<T> type, ConfigurableListableBeanFactory beans, T otherwise) {
		this.type = type;
		this.beans = beans;
		this.otherwise = otherwise;
	}

	@Override
	public T get() {
		T kept = this.known;
		return (kept != null) ? kept : lookUp();
	}

	private T lookUp() {
		try {
			T found = this.beans.getBeanProvider(this.type).getIfUnique(() -> this.otherwise);
			if (this.beans.isConfigurationFrozen()) {
				this.known = found;
			}
			return found;
		}
		catch (BeanCurrentlyInCreationException ex) {
			// it calls a protected method while it is being made
			return this.otherwise;
		}
	}

}
