package dev.resilience.spring.aot;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.resilience.failure.FailureRule;
import dev.resilience.failure.FailureTypes;
import dev.resilience.pipeline.PolicySpec;
import dev.resilience.spring.config.EffectivePolicy;
import dev.resilience.spring.config.Mistakes;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.config.SettingsReader;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Keeps the exception classes that the configuration names, as far as the build knows it:
 * the start looks them up by their names. Mistakes are left to the start.
 */
final class ConfiguredFailureHints implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beans) {
		if (!(beans
			.getSingleton(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME) instanceof Environment environment)) {
			return null;
		}
		ResilienceSettings settings = new SettingsReader(environment, beans.getBeanClassLoader(), new Mistakes())
			.read((bean, key, origin) -> (result) -> false);
		Set<Class<?>> named = Stream
			.concat(settings.policies().stream().flatMap(ConfiguredFailureHints::types),
					settings.rules().stream().map(FailureRule::exception).filter(Objects::nonNull))
			.collect(Collectors.toSet());
		return named.isEmpty() ? null
				: (context, code) -> named.forEach(context.getRuntimeHints().reflection()::registerType);
	}

	private static Stream<Class<? extends Throwable>> types(EffectivePolicy effective) {
		PolicySpec policy = effective.spec();
		return Stream
			.of(policy.retry().retryOn(), policy.retry().abortOn(), policy.circuit().record(),
					policy.circuit().ignore(), policy.fallback().on(), policy.fallback().skipOn())
			.map(FailureTypes::classes)
			.flatMap((classes) -> classes.stream());
	}

}
