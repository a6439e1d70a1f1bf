package dev.resilience.test;

import java.util.List;
import java.util.Set;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;
import dev.resilience.time.TimeSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Role;

/**
 * The beans of {@link ResilienceTest}; imported by it alone. The engine is made early,
 * and asks for the clock and the interceptor, so these depend on nothing. They win over a
 * clock or an interceptor of the application's own.
 */
@AutoConfiguration(before = ResilienceAutoConfiguration.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class ResilienceTestAutoConfiguration {

	private static final Set<String> OURS = Set.of("resilienceClock", "resilienceAttemptInterceptor");

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ResilienceKit resilienceKit(ObjectProvider<ResilienceEngine> engine) {
		return new ResilienceKit(engine::getIfUnique);
	}

	/** Of two that are primary there would be none. */
	@Bean
	static BeanFactoryPostProcessor resilienceKitIsPrimary() {
		return (beans) -> {
			for (Class<?> type : List.of(TimeSource.class, AttemptInterceptor.class)) {
				for (String name : beans.getBeanNamesForType(type, true, false)) {
					if (!OURS.contains(name) && beans.containsBeanDefinition(name)) {
						beans.getBeanDefinition(name).setPrimary(false);
					}
				}
			}
		};
	}

	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ResilienceClock resilienceClock(ResilienceKit kit) {
		return kit.clock();
	}

	@Bean
	@Primary
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AttemptInterceptor resilienceAttemptInterceptor(ResilienceKit kit) {
		return kit.interceptor();
	}

	@Bean
	static Faults resilienceFaults(ResilienceKit kit) {
		return kit.faults();
	}

	@Bean
	static RecordedAttempts resilienceRecordedAttempts(ResilienceKit kit) {
		return kit.attempts();
	}

	@Bean
	static RecordedEvents resilienceRecordedEvents(ResilienceKit kit) {
		return kit.events();
	}

}
