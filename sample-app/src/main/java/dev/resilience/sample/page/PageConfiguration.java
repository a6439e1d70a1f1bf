package dev.resilience.sample.page;

import java.time.Clock;

import dev.resilience.circuit.Circuits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Puts the page's parts together.
 */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

	@Bean
	CallHistory callHistory(Circuits circuits) {
		return new CallHistory(circuits, Clock.systemUTC());
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new PageHeaders());
	}

}
