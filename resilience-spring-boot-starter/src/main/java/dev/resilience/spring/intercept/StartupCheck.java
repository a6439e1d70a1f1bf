package dev.resilience.spring.intercept;

import java.util.List;

import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.Mistakes;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Looks at every bean once all singletons are made, also at those that are made later,
 * and stops the start if there is any mistake; with all of them in one report.
 */
public final class StartupCheck implements SmartInitializingSingleton, AopInfrastructureBean {

	private final ConfigurableListableBeanFactory beans;

	private final ProtectedBeans protectedBeans;

	private final NamedPredicates predicates;

	private final Mistakes mistakes;

	/**
	 * Makes the check.
	 * @param beans the beans
	 * @param protectedBeans what compiles
	 * @param predicates the beans that policies name
	 * @param mistakes what was found so far
	 */
	public StartupCheck(ConfigurableListableBeanFactory beans, ProtectedBeans protectedBeans,
			NamedPredicates predicates, Mistakes mistakes) {
		this.beans = beans;
		this.protectedBeans = protectedBeans;
		this.predicates = predicates;
		this.mistakes = mistakes;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beans.getBeanDefinitionNames()) {
			check(name);
		}
		this.predicates.mistakes().forEach(this.mistakes::add);
		List<Mistake> found = this.mistakes.all();
		if (!found.isEmpty()) {
			throw new InvalidResilienceConfigurationException(found);
		}
	}

	private void check(String name) {
		Object made = this.beans.containsSingleton(name) ? this.beans.getSingleton(name) : null;
		if (made instanceof FactoryBean<?> factory) {
			// what it makes may not be made yet, and is looked at by its type
			compile(factory.getObjectType());
		}
		Class<?> type = (made != null) ? AopProxyUtils.ultimateTargetClass(made) : this.beans.getType(name, false);
		boolean isBare = made != null && made.getClass() == type && !AopUtils.isAopProxy(made);
		if (compile(type) && type != null && isBare && Proxyability.isPossible(type)) {
			this.mistakes.add(new Mistake(type.getName(),
					"has protected methods, but its bean '" + name + "' has no proxy, so they would do nothing: "
							+ "it was made too early, or spring.aop.auto is false",
					"Let no BeanPostProcessor or configuration class depend on it, and leave spring.aop.auto on."));
		}
	}

	private boolean compile(@Nullable Class<?> type) {
		return type != null && this.protectedBeans.compile(ClassUtils.getUserClass(type));
	}

}
