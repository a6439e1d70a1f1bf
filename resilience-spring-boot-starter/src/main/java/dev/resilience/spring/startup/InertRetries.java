package dev.resilience.spring.startup;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

	private static final List<Namesake> NAMESAKES = List.of(
			new Namesake("org.springframework.resilience.annotation.Retryable",
					"org.springframework.resilience.annotation.RetryAnnotationBeanPostProcessor",
					"@EnableResilientMethods"),
			new Namesake("org.springframework.retry.annotation.Retryable",
					"org.springframework.retry.annotation.RetryConfiguration", "@EnableRetry"));

	private InertRetries() {
	}

	/**
	 * A retry of somebody else.
	 *
	 * @param annotation the annotation's class
	 * @param worker the class of the bean that makes it work
	 * @param enabler the annotation that brings this bean
	 */
	private record Namesake(String annotation, String worker, String enabler) {

		boolean isInert(ConfigurableListableBeanFactory beans) {
			ClassLoader loader = beans.getBeanClassLoader();
			return ClassUtils.isPresent(this.annotation, loader) && (!ClassUtils.isPresent(this.worker, loader) || beans
				.getBeanNamesForType(ClassUtils.resolveClassName(this.worker, loader), true, false).length == 0);
		}

	}

	static List<String> find(ConfigurableListableBeanFactory beans) {
		return NAMESAKES.stream()
			.filter((namesake) -> namesake.isInert(beans))
			.map((namesake) -> warning(namesake, carriers(namesake, beans)))
			.filter((warning) -> !warning.isEmpty())
			.toList();
	}

	private static String warning(Namesake namesake, Set<String> carriers) {
		return carriers.isEmpty() ? ""
				: String.join(", ", carriers) + ": @" + namesake.annotation() + " does nothing without "
						+ namesake.enabler()
						+ ". Add that, or import dev.resilience.annotation.Retryable and name a policy.";
	}

	private static Set<String> carriers(Namesake namesake, ConfigurableListableBeanFactory beans) {
		Set<String> carriers = new LinkedHashSet<>();
		for (String name : beans.getBeanDefinitionNames()) {
			Class<?> type = beans.getType(name, false);
			List<Class<?>> written = (type == null) ? List.of()
					: Proxy.isProxyClass(type) ? List.of(type.getInterfaces()) : List.of(ClassUtils.getUserClass(type));
			written.stream()
				.filter((each) -> !ProtectedBeans.isOfTheFramework(each))
				.forEach((each) -> addCarriers(namesake.annotation(), each, carriers));
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
