package dev.resilience.spring.intercept;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.ResultPredicates;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The result predicates that the configuration names, also those of a section that has
 * other mistakes.
 */
public final class NamedPredicates implements ResultPredicates, AopInfrastructureBean {

	private final ConfigurableListableBeanFactory beans;

	private final List<NamedPredicate> named = new CopyOnWriteArrayList<>();

	/**
	 * Starts without any.
	 * @param beans where the predicates come from
	 */
	public NamedPredicates(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public Predicate<@Nullable Object> named(String bean, String key, @Nullable String origin) {
		NamedPredicate predicate = new NamedPredicate(bean, key, origin, this.beans);
		this.named.add(predicate);
		return predicate;
	}

	/** What is wrong with those that cannot be used. */
	List<Mistake> mistakes() {
		return this.named.stream().map(NamedPredicate::mistake).filter(Objects::nonNull).toList();
	}

}
