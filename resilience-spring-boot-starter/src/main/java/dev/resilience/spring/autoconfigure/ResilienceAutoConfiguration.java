package dev.resilience.spring.autoconfigure;

import java.util.function.Supplier;

import dev.resilience.event.ResilienceListener;
import dev.resilience.failure.FailureClassifier;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.pipeline.ResilienceEngineBuilder;
import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.spring.check.CheckBeans;
import dev.resilience.spring.check.RequiredBackends;
import dev.resilience.spring.config.Mistakes;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.config.SettingsReader;
import dev.resilience.spring.context.CallerContext;
import dev.resilience.spring.event.ApplicationEvents;
import dev.resilience.spring.event.LateLookup;
import dev.resilience.spring.event.LoggingListener;
import dev.resilience.spring.event.ObservantMulticasterRegistrar;
import dev.resilience.spring.failure.HttpFailures;
import dev.resilience.spring.intercept.ClassProxies;
import dev.resilience.spring.intercept.NamedPredicates;
import dev.resilience.spring.intercept.Pipelines;
import dev.resilience.spring.intercept.ProtectedBeans;
import dev.resilience.spring.intercept.ResilienceAdvisor;
import dev.resilience.spring.intercept.StartupCheck;
import dev.resilience.spring.metrics.ResilienceMeters;
import dev.resilience.spring.observation.CallEvents;
import dev.resilience.spring.observation.ObservedCalls;
import dev.resilience.spring.observation.ProtectedCallConvention;
import dev.resilience.spring.reactive.ReactiveTypes;
import dev.resilience.spring.startup.StartupReport;
import dev.resilience.time.TimeSource;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * The beans of the starter. What stands between a bean and its proxy is an infrastructure
 * bean, made by a static method and without dependencies, so that nothing is made too
 * early on its account.
 */
@AutoConfiguration(after = AopAutoConfiguration.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class ResilienceAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Mistakes resilienceMistakes() {
		return new Mistakes();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedPredicates resilienceNamedPredicates(ConfigurableListableBeanFactory beans) {
		return new NamedPredicates(beans);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ResilienceSettings resilienceSettings(Environment environment, ConfigurableListableBeanFactory beans,
			NamedPredicates resilienceNamedPredicates, Mistakes resilienceMistakes) {
		return new SettingsReader(environment, beans.getBeanClassLoader(), resilienceMistakes)
			.read(resilienceNamedPredicates);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ResilienceEngine resilienceEngine(ResilienceSettings settings, ConfigurableListableBeanFactory beans) {
		ClassLoader loader = beans.getBeanClassLoader();
		TimeSource time = beans.getBeanProvider(TimeSource.class).getIfUnique(TimeSource::system);
		ResilienceEngineBuilder builder = ResilienceEngine.builder()
			.enabled(settings.enabled())
			.order(settings.order())
			.unknownFailures(settings.unknownFailures())
			.failureRules(settings.rules())
			.classifiers(LateLookup.all(FailureClassifier.class, beans))
			.backendClassifiers(HttpFailures.present(loader, time))
			.listeners(LateLookup.all(ResilienceListener.class, beans))
			.includeMessages(settings.includeMessages())
			.proxies(new ClassProxies())
			.observer(settings.observeCalls() ? observer(beans, settings.includeMessages()) : null)
			.contextCarrier(new CallerContext())
			.asyncTypes(ReactiveTypes.present(loader))
			.maxWorkers(settings.maxWorkers())
			.unknownPolicies((unknown) -> beans.getBean(StartupCheck.class).failure(unknown))
			.attempts(beans.getBeanProvider(AttemptInterceptor.class).getIfUnique())
			.time(time);
		settings.policies().forEach((policy) -> builder.policy(policy.spec()));
		return builder.build();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static EngineClosing resilienceEngineClosing(ResilienceEngine engine, ConfigurableApplicationContext context) {
		return new EngineClosing(engine, context);
	}

	private static ObservedCalls observer(ConfigurableListableBeanFactory beans, boolean includeMessages) {
		return new ObservedCalls(observations(beans),
				LateLookup.one(ProtectedCallConvention.class, beans, ObservedCalls.USUAL), includeMessages);
	}

	private static Supplier<ObservationRegistry> observations(ConfigurableListableBeanFactory beans) {
		return LateLookup.one(ObservationRegistry.class, beans, ObservationRegistry.NOOP);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Pipelines resiliencePipelines(ResilienceEngine engine, ConfigurableListableBeanFactory beans,
			Mistakes resilienceMistakes) {
		return new Pipelines(engine, beans, resilienceMistakes,
				() -> beans.getBean(StartupCheck.class).lookAtAllBeans());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ResilienceAdvisor resilienceAdvisor(BeanFactory beans) {
		return new ResilienceAdvisor(() -> beans.getBean(Pipelines.class));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ProtectedBeans resilienceProtectedBeans(BeanFactory beans) {
		return new ProtectedBeans(() -> beans.getBean(Pipelines.class));
	}

	/** Before the check at start, which reports what this one finds. */
	@Bean
	static CheckBeans resilienceCheckBeans(ConfigurableListableBeanFactory beans, ResilienceEngine engine,
			ResilienceSettings settings, Mistakes resilienceMistakes) {
		return new CheckBeans(beans, engine, settings.checks(), resilienceMistakes);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static StartupCheck resilienceStartupCheck(ConfigurableListableBeanFactory beans,
			ProtectedBeans resilienceProtectedBeans, NamedPredicates resilienceNamedPredicates,
			Mistakes resilienceMistakes) {
		return new StartupCheck(beans, resilienceProtectedBeans, resilienceNamedPredicates, resilienceMistakes);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static StartupReport resilienceStartupReport(ResilienceEngine engine, ResilienceSettings settings,
			Pipelines pipelines, ConfigurableApplicationContext context) {
		return new StartupReport(engine, settings, pipelines, context);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ObservantMulticasterRegistrar resilienceObservantMulticasterRegistrar() {
		return new ObservantMulticasterRegistrar();
	}

	@Bean
	LoggingListener resilienceLoggingListener() {
		return new LoggingListener();
	}

	@Bean
	ApplicationEvents resilienceApplicationEvents(ConfigurableApplicationContext context) {
		return new ApplicationEvents(context);
	}

	@Bean
	CallEvents resilienceCallEvents(ConfigurableListableBeanFactory beans) {
		return new CallEvents(observations(beans));
	}

	@Bean
	RequiredBackends resilienceRequiredBackends(CheckBeans checks, ResilienceSettings settings) {
		return new RequiredBackends(checks::checks, settings.checks());
	}

	@Bean
	ResilienceMeters resilienceMeters(ResilienceEngine engine) {
		return new ResilienceMeters(engine);
	}

}
