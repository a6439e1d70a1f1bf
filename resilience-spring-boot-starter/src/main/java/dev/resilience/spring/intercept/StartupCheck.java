package dev.resilience.spring.intercept;

import java.lang.reflect.Proxy;
import java.util.List;

import dev.resilience.UnknownPolicyException;
import dev.resilience.spring.config.InvalidResilienceConfigurationException;
import dev.resilience.spring.config.Mistake;
import dev.resilience.spring.config.Mistakes;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.Advised;
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

	/**
	 * Where it is, tests have put objects of their own in the place of beans, such as
	 * mocks; those get no proxy, and are not meant to.
	 */
	private static final String OVERRIDES_OF_TESTS = "org.springframework.test.context.bean.override.internalBeanOverrideRegistry";

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

	/** Looks at what every bean is, made or not. */
	public void lookAtAllBeans() {
		for (String name : this.beans.getBeanDefinitionNames()) {
			compile(this.beans.getType(name, false));
		}
		this.predicates.mistakes().forEach(this.mistakes::add);
	}

	/**
	 * Tells of code that asks for a policy that there is not. While beans are made that
	 * is a mistake like others; later it is for the code itself to see.
	 * @param unknown what the engine would throw
	 * @return what to throw
	 */
	public RuntimeException failure(UnknownPolicyException unknown) {
		if (this.mistakes.areReported()) {
			return unknown;
		}
		lookAtAllBeans();
		this.mistakes.add(UnknownPolicies.mistake(unknown));
		return new InvalidResilienceConfigurationException(this.mistakes.all());
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beans.getBeanDefinitionNames()) {
			check(name);
		}
		this.predicates.mistakes().forEach(this.mistakes::add);
		List<Mistake> found = this.mistakes.all();
		this.mistakes.end();
		if (!found.isEmpty()) {
			throw new InvalidResilienceConfigurationException(found);
		}
	}

	private void check(String name) {
		Object made = this.beans.containsSingleton(name) ? this.beans.getSingleton(name) : null;
		if (made instanceof FactoryBean<?> factory) {
			checkProduct(name, factory);
		}
		Class<?> type = (made != null) ? AopProxyUtils.ultimateTargetClass(made) : this.beans.getType(name, false);
		if (compile(type) && made != null) {
			checkProxy(name, made);
		}
	}

	/**
	 * What a factory makes may not be made yet, and is looked at by its type. Only of a
	 * factory that was made before anybody could tell us may it have been made too early.
	 */
	private void checkProduct(String name, FactoryBean<?> factory) {
		if (compile(factory.getObjectType()) && factory.isSingleton() && !this.protectedBeans.knows(name)) {
			checkProxy(name, this.beans.getBean(name));
		}
	}

	private void checkProxy(String name, Object bean) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (isBare(name, bean) && Proxyability.isPossible(type) && !this.beans.containsBean(OVERRIDES_OF_TESTS)) {
			this.mistakes.add(new Mistake(type.getName(),
					"has protected methods, but its bean '" + name + "' has no proxy, so they would do nothing: "
							+ "it was made too early, or spring.aop.auto is false, or somebody else's proxy hides it",
					"Let no BeanPostProcessor or configuration class depend on it, leave spring.aop.auto on, "
							+ "and let Spring make the proxy."));
		}
	}

	/**
	 * Of a proxy whose inside changes, or cannot be seen, nobody knows. If Spring had its
	 * turn before a later post-processor put one around the bean, all is well.
	 */
	private boolean isBare(String name, Object bean) {
		if (bean instanceof Advised advised) {
			return advised.getTargetSource().isStatic() && !ResilienceInterceptor.isIntercepted(bean);
		}
		boolean hadItsTurn = this.protectedBeans.knows(name)
				&& this.beans.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME);
		return !AopUtils.isAopProxy(bean) && !(Proxy.isProxyClass(bean.getClass()) && hadItsTurn);
	}

	private boolean compile(@Nullable Class<?> type) {
		return type != null && this.protectedBeans.compile(ClassUtils.getUserClass(type));
	}

}
