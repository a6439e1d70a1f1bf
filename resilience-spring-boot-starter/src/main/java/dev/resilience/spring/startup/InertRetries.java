package dev.resilience.spring.startup;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.resilience.spring.intercept.OtherRetryable;
import dev.resilience.spring.intercept.ProtectedBeans;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the {@code @Retryable} of Spring, and that of spring-retry, where nothing makes
 * it work: perhaps only the import is wrong.
 */
final class InertRetries {

	private InertRetries() {
	}

	static List<String> find(ConfigurableListableBeanFactory beans) {
		List<String> warnings = new ArrayList<>();
		for (OtherRetryable other : OtherRetryable.values()) {
			Set<String> carriers = isInert(other, beans) ? carriers(other, beans) : Set.of();
			if (!carriers.isEmpty()) {
				warnings.add(String.join(", ", carriers) + ": @" + other.annotation() + " does nothing without "
						+ other.enabler()
						+ ". Add that, or import dev.resilience.annotation.Retryable and name a policy.");
			}
		}
		return warnings;
	}

	private static boolean isInert(OtherRetryable other, ConfigurableListableBeanFactory beans) {
		ClassLoader loader = beans.getBeanClassLoader();
		return ClassUtils.isPresent(other.annotation(), loader)
				&& (!ClassUtils.isPresent(other.worker(), loader) || beans
					.getBeanNamesForType(ClassUtils.resolveClassName(other.worker(), loader), true, false).length == 0);
	}

	private static Set<String> carriers(OtherRetryable other, ConfigurableListableBeanFactory beans) {
		Set<String> carriers = new LinkedHashSet<>();
		for (String name : beans.getBeanDefinitionNames()) {
			Class<?> type = beans.getType(name, false);
			List<Class<?>> written = (type == null) ? List.of()
					: Proxy.isProxyClass(type) ? List.of(type.getInterfaces()) : List.of(ClassUtils.getUserClass(type));
			written.stream()
				.filter((each) -> !ProtectedBeans.isOfTheFramework(each))
				.forEach((each) -> addCarriers(other.annotation(), each, carriers));
		}
		return carriers;
	}

	private static void addCarriers(String annotation, Class<?> type, Set<String> carriers) {
		if (MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation)) {
			carriers.add(type.getName());
		}
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type, ReflectionUtils.USER_DECLARED_METHODS)) {
			if (MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation)) {
				carriers.add(type.getName() + "#" + method.getName());
			}
		}
	}

}
