package dev.resilience.spring.autoconfigure;

import java.util.stream.Collectors;

import dev.resilience.check.BackendCheck;
import dev.resilience.spring.check.CheckBeans;
import dev.resilience.spring.config.CheckSettings.Named;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.health.BackendsHealthContributor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * The health of backends, where there is a check. Like Boot's own it is on by default:
 * who writes a check wants to know. Late in the order, because checks may come from other
 * auto-configurations.
 */
@AutoConfiguration(after = ResilienceAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("backends")
@ConditionalOnBean(BackendCheck.class)
public final class ResilienceBackendsHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "backendsHealthContributor", "backendsHealthIndicator" })
	BackendsHealthContributor backendsHealthContributor(CheckBeans checks, ResilienceSettings settings) {
		return new BackendsHealthContributor(checks::checks,
				settings.checks().optional().stream().map(Named::name).collect(Collectors.toUnmodifiableSet()));
	}

}
