package dev.resilience.benchmarks.startup;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;

import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/** One start in a JVM of its own; prints how many milliseconds it took. */
final class StartupRun {

	private StartupRun() {
	}

	/**
	 * Starts an application.
	 * @param args the variant and the number of beans
	 */
	public static void main(String[] args) {
		Variant variant = Variant.valueOf(args[0]);
		int beans = Integer.parseInt(args[1]);
		long begin = System.nanoTime();
		try (ConfigurableApplicationContext context = start(variant, beans)) {
			long end = System.nanoTime();
			boolean proxied = variant != Variant.WITHOUT_STARTER && variant != Variant.NOTHING_PROTECTED;
			Object last = context.getBean("client" + (beans - 1));
			Assert.state(AopUtils.isAopProxy(last) == proxied, "The beans are not what was to be measured");
			System.out.println((end - begin) / 1_000_000);
		}
	}

	private static ConfigurableApplicationContext start(Variant variant, int beans) {
		Map<String, Object> properties = new TreeMap<>(Map.of("logging.level.root", "warn"));
		for (int i = 0; i < GeneratedBeans.POLICIES; i++) {
			String ours = "resilience.policies.backend" + i + ".";
			properties.put(ours + "retry.max-attempts", 3);
			properties.put(ours + "circuit.failure-threshold", 5);
			properties.put(ours + "time-limit.timeout", "2s");
			properties.put("resilience4j.retry.instances.backend" + i + ".max-attempts", 3);
			properties.put("resilience4j.circuitbreaker.instances.backend" + i + ".sliding-window-size", 100);
		}
		return new SpringApplicationBuilder(configuration(variant)).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(properties)
			.initializers(
					(ApplicationContextInitializer<GenericApplicationContext>) (context) -> register(context, beans))
			.run();
	}

	private static Class<?> configuration(Variant variant) {
		return switch (variant) {
			case WITHOUT_STARTER -> Nothing.class;
			case BARE_PROXIES -> BareProxies.class;
			case NOTHING_PROTECTED, PROTECTED -> Ours.class;
			case RESILIENCE4J -> Peer.class;
		};
	}

	private static void register(GenericApplicationContext context, int beans) {
		for (int i = 0; i < beans; i++) {
			context.registerBean("client" + i,
					ClassUtils.resolveClassName(GeneratedBeans.className(i), context.getClassLoader()));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, ResilienceAutoConfiguration.class })
	static class Ours {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class })
	static class Peer {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	static class BareProxies {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor bareAdvisor() {
			return new DefaultPointcutAdvisor(new StaticMethodMatcherPointcut() {

				@Override
				public boolean matches(Method method, Class<?> targetClass) {
					return targetClass.getName().startsWith("generated.");
				}

			}, (MethodInterceptor) (invocation) -> invocation.proceed());
		}

	}

}
