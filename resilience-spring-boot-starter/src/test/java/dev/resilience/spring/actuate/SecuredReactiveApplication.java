package dev.resilience.spring.actuate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/** What {@link SecuredEndpointsTests} has for Servlet, on a reactive server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.REACTIVE)
class SecuredReactiveApplication {

	@Bean
	@Order(1)
	SecurityWebFilterChain actuator(ServerHttpSecurity http) {
		return http.securityMatcher(EndpointRequest.toAnyEndpoint())
			.authorizeExchange((requests) -> requests.matchers(EndpointRequest.to("health"))
				.permitAll()
				.pathMatchers(HttpMethod.GET)
				.hasRole("WATCHER")
				.anyExchange()
				.hasRole("OPERATOR"))
			.httpBasic(Customizer.withDefaults())
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	@Bean
	SecurityWebFilterChain rest(ServerHttpSecurity http) {
		return http.authorizeExchange((requests) -> requests.anyExchange().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	MapReactiveUserDetailsService people() {
		return new MapReactiveUserDetailsService(SecuredEndpointsTests.users());
	}

}
