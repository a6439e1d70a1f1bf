package dev.resilience.spring.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.check.BackendCheck;
import dev.resilience.check.BackendChecks;
import dev.resilience.pipeline.NearestNames;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.config.CheckSettings;
import dev.resilience.spring.config.CheckSettings.Named;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.Mistakes;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.util.StringUtils;

/**
 * Finds the backend checks when all singletons are made, lazy ones too: without them
 * nobody knows whether the names in the configuration are right.
 */
public final class CheckBeans implements SmartInitializingSingleton, AopInfrastructureBean {

	private final ListableBeanFactory beans;

	private final ResilienceEngine engine;

	private final CheckSettings settings;

	private final Mistakes mistakes;

	/** Whoever comes first puts them in; health may ask before our turn has come. */
	private final AtomicReference<@Nullable BackendChecks> checks = new AtomicReference<>();

	/**
	 * Makes the finder.
	 * @param beans where the checks come from
	 * @param engine has them run
	 * @param settings which backends the configuration names
	 * @param mistakes where mistakes go
	 */
	public CheckBeans(ListableBeanFactory beans, ResilienceEngine engine, CheckSettings settings, Mistakes mistakes) {
		this.beans = beans;
		this.engine = engine;
		this.settings = settings;
		this.mistakes = mistakes;
	}

	@Override
	public void afterSingletonsInstantiated() {
		checks();
	}

	/**
	 * The checks.
	 * @return all that have a name of their own; none if there is no such bean
	 */
	public BackendChecks checks() {
		BackendChecks known = this.checks.get();
		if (known != null) {
			return known;
		}
		BackendChecks found = find();
		BackendChecks first = this.checks.compareAndExchange(null, found);
		return (first != null) ? first : found;
	}

	private BackendChecks find() {
		Map<String, BackendCheck> found = new LinkedHashMap<>();
		Map<String, String> namesOfBeans = new LinkedHashMap<>();
		// of parent contexts too, where classifiers and listeners are looked for as well
		for (String bean : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beans, BackendCheck.class)) {
			try {
				// a bean method that returns null makes no check
				if (!ScopedProxyUtils.isScopedTarget(bean) && this.beans.getBean(bean) instanceof BackendCheck check) {
					add(bean, check, found, namesOfBeans);
				}
			}
			catch (ScopeNotActiveException ex) {
				note(bean, "is a BackendCheck of a scope that is not active at the start",
						"Make it a singleton: checks run where there is no request and no session.");
			}
		}
		this.settings.requiredAtStart().forEach((named) -> mustBeKnown(named, found));
		this.settings.optional().forEach((named) -> mustBeKnown(named, found));
		return this.engine.checks(found.values(), this.settings.spec());
	}

	private void add(String bean, BackendCheck check, Map<String, BackendCheck> found,
			Map<String, String> namesOfBeans) {
		String name = check.name();
		if (!StringUtils.hasText(name)) {
			note(bean, "is a BackendCheck without a name", "Have its name() say what the backend is called.");
		}
		else if (found.putIfAbsent(name, check) != null) {
			note(bean, "is a BackendCheck called '" + name + "', as the bean '" + namesOfBeans.get(name) + "' is",
					"Give each a name of its own.");
		}
		namesOfBeans.putIfAbsent(name, bean);
	}

	private void note(String bean, String what, String remedy) {
		this.mistakes.add(new Mistake("The bean '" + bean + "'", what, remedy));
	}

	private void mustBeKnown(Named named, Map<String, BackendCheck> found) {
		if (!found.containsKey(named.name())) {
			this.mistakes.add(new Mistake(named.key(), named.origin(),
					"is '" + named.name() + "', which no bean of type BackendCheck has as its name",
					NearestNames.hint(named.name(), List.copyOf(found.keySet()))));
		}
	}

}
