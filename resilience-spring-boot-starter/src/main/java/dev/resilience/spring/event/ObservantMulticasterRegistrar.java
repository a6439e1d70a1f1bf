package dev.resilience.spring.event;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Gives the context an {@link ObservantMulticaster}, unless the application or another
 * library has one of its own. When this is asked, all definitions are known.
 */
public final class ObservantMulticasterRegistrar implements BeanFactoryPostProcessor {

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		if (beans instanceof BeanDefinitionRegistry registry
				&& !registry.isBeanNameInUse(ObservantMulticaster.BEAN_NAME)) {
			RootBeanDefinition definition = new RootBeanDefinition(ObservantMulticaster.class);
			definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			registry.registerBeanDefinition(ObservantMulticaster.BEAN_NAME, definition);
		}
	}

}
