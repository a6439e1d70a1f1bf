package dev.resilience.spring.autoconfigure;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.actuate.CircuitsEndpoint;
import dev.resilience.spring.event.EventMemory;
import dev.resilience.spring.intercept.Pipelines;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint, where the actuator is there and the endpoint is exposed. */
@AutoConfiguration(after = ResilienceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(CircuitsEndpoint.class)
public final class ResilienceEndpointAutoConfiguration {

	@Bean
	EventMemory resilienceEventMemory() {
		return new EventMemory();
	}

	@Bean
	@ConditionalOnMissingBean
	CircuitsEndpoint circuitsEndpoint(ResilienceEngine engine, Pipelines pipelines, EventMemory events) {
		return new CircuitsEndpoint(engine, pipelines, events);
	}

}
