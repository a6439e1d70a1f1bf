package dev.resilience.sample.gateway;

import dev.resilience.check.BackendCheck;

import org.springframework.stereotype.Component;

/**
 * Asks whether the provider is there. What it costs the provider is a list of its models.
 */
@Component
class ProviderCheck implements BackendCheck {

	private final ProviderClient provider;

	ProviderCheck(ProviderClient provider) {
		this.provider = provider;
	}

	@Override
	public String name() {
		return "provider";
	}

	@Override
	public void check() {
		this.provider.get("/v1/models");
	}

}
