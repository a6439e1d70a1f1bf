package dev.resilience.sample.provider;

import java.net.URI;

import dev.resilience.sample.SampleProperties;

import org.springframework.stereotype.Component;

/**
 * Where the provider is reached. Asked for each request and never kept: the stand-in
 * knows its port only while it runs.
 */
@Component
public class ProviderAddress {

	private final SampleProperties properties;

	private final StandInProvider standIn;

	ProviderAddress(SampleProperties properties, StandInProvider standIn) {
		this.properties = properties;
		this.standIn = standIn;
	}

	/**
	 * The address of one of the provider's resources.
	 * @param path the resource's path, with its leading slash
	 * @return the full address
	 */
	public URI resolve(String path) {
		URI url = this.properties.provider().url();
		String base = (url != null) ? url.toString() : "http://localhost:" + this.standIn.port();
		return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
	}

}
