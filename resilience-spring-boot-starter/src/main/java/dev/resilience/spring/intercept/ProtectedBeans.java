package dev.resilience.spring.intercept;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Compiles the pipelines of a bean when it is made, so that a mistake never waits for a
 * call.
 * <p>
 * It only looks at classes, so it may come before the one that makes proxies; and it
 * must: made after that one, it would have every advisor of the application made too
 * early.
 */
public final class ProtectedBeans implements BeanPostProcessor, PriorityOrdered, AopInfrastructureBean {

	private final Supplier<Pipelines> pipelines;

	/**
	 * Which classes were looked at, and whether they have anything protected; lives as
	 * long as the context.
	 */
	private final Map<Class<?>, Boolean> examined = new ConcurrentHashMap<>();

	/** The names of protected beans and of factory beans. */
	private final Set<String> known = ConcurrentHashMap.newKeySet();

	/**
	 * Makes the post-processor.
	 * @param pipelines looked up at the first bean that may be protected
	 */
	public ProtectedBeans(Supplier<Pipelines> pipelines) {
		this.pipelines = pipelines;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (compile(calledClass(bean)) || bean instanceof FactoryBean) {
			this.known.add(beanName);
		}
		return bean;
	}

	/**
	 * Whether a protected bean, or a factory bean, was made late enough to be seen here,
	 * and so by the one that makes proxies.
	 */
	boolean knows(String beanName) {
		return this.known.contains(beanName);
	}

	/**
	 * The class that the interceptor will see. What stands behind a JDK proxy that
	 * somebody else has made does not count: only its interfaces can be annotated.
	 */
	private static Class<?> calledClass(Object bean) {
		return Proxy.isProxyClass(bean.getClass()) ? bean.getClass()
				: ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
	}

	/**
	 * Compiles what a class has; looks at each class once, however many beans there are
	 * of it.
	 * @return whether anything of it is protected
	 */
	boolean compile(Class<?> type) {
		Boolean known = this.examined.get(type);
		if (known == null) {
			known = !isOfTheFramework(type) && compileMethods(type);
			this.examined.put(type, known);
		}
		return known;
	}

	private boolean compileMethods(Class<?> type) {
		boolean any = false;
		for (Method method : methods(type)) {
			// asked first, because the pipelines are a bean themselves, and made of beans
			if (AnnotationReader.isAnnotated(method, type)) {
				any |= this.pipelines.get().compile(method, type) != null;
			}
		}
		return any;
	}

	/**
	 * Whether a class is the framework's or the JDK's: nothing in there carries
	 * annotations of ours, and to know that saves most of the work of a start.
	 * @param type the class
	 * @return true if so
	 */
	public static boolean isOfTheFramework(Class<?> type) {
		String name = type.getName();
		return name.startsWith("org.springframework.") || name.startsWith("java.");
	}

	static Set<Method> methods(Class<?> type) {
		Set<Method> methods = new LinkedHashSet<>();
		ReflectionUtils.doWithMethods(type, (method) -> {
			if (!method.isSynthetic() && method.getDeclaringClass() != Object.class) {
				methods.add(specific(method, type));
			}
		});
		for (Class<?> parent : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			for (Method method : parent.getMethods()) {
				if (!Modifier.isStatic(method.getModifiers())) {
					methods.add(specific(method, type));
				}
			}
		}
		return methods;
	}

	private static Method specific(Method method, Class<?> type) {
		return BridgeMethodResolver.findBridgedMethod(ClassUtils.getMostSpecificMethod(method, type));
	}

}
