package dev.resilience.spring.autoconfigure;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.actuate.CircuitsEndpoint;
import dev.resilience.spring.actuate.CircuitsWebExtension;
import dev.resilience.spring.actuate.ResilienceEndpoint;
import dev.resilience.spring.check.CheckBeans;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.event.EventMemory;
import dev.resilience.spring.intercept.Pipelines;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The actuator endpoints, where the actuator is there and they are exposed. */
@AutoConfiguration(after = ResilienceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
public final class ResilienceEndpointAutoConfiguration {

	/** The circuits, and what happened lately. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(CircuitsEndpoint.class)
	static class OfCircuits {

		@Bean
		EventMemory resilienceEventMemory() {
			return new EventMemory();
		}

		@Bean
		@ConditionalOnMissingBean
		CircuitsEndpoint circuitsEndpoint(ResilienceEngine engine, Pipelines pipelines, EventMemory events) {
			return new CircuitsEndpoint(engine, pipelines, events);
		}

		@Bean
		@ConditionalOnBean(CircuitsEndpoint.class)
		@ConditionalOnAvailableEndpoint(endpoint = CircuitsEndpoint.class, exposure = EndpointExposure.WEB)
		CircuitsWebExtension resilienceCircuitsWebExtension(CircuitsEndpoint endpoint) {
			return new CircuitsWebExtension(endpoint);
		}

	}

	/** The inventory. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(ResilienceEndpoint.class)
	static class OfInventory {

		@Bean
		@ConditionalOnMissingBean
		ResilienceEndpoint resilienceEndpoint(ResilienceSettings settings, Pipelines pipelines, CheckBeans checks,
				ObjectProvider<SanitizingFunction> sanitizing) {
			return new ResilienceEndpoint(settings, pipelines, checks, sanitizing.orderedStream().toList());
		}

	}

}
