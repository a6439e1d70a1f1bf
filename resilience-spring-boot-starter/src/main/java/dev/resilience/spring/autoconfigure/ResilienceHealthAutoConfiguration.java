package dev.resilience.spring.autoconfigure;

import java.util.Set;

import dev.resilience.circuit.Circuits;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.health.CircuitsHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * The health contributor, where it is asked for: unlike Boot's own it is off by default,
 * because an open circuit is no illness of the application.
 */
@AutoConfiguration(after = ResilienceAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBooleanProperty("management.health.circuits.enabled")
public final class ResilienceHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "circuitsHealthIndicator")
	CircuitsHealthIndicator circuitsHealthIndicator(Circuits circuits, ResilienceSettings settings) {
		return new CircuitsHealthIndicator(circuits, Set.copyOf(settings.downWhenOpen()));
	}

}
