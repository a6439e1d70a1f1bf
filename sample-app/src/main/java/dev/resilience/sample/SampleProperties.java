package dev.resilience.sample;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample's own settings.
 *
 * @param provider where the provider is
 */
@ConfigurationProperties("sample")
public record SampleProperties(@DefaultValue Provider provider) {

	/**
	 * Where the provider is.
	 *
	 * @param port the port that the stand-in provider listens on; 0 takes a free one
	 * @param url the provider to ask instead of the stand-in, without the "/v1" of its
	 * paths, for example "http://localhost:11434"; where it is set, the stand-in is not
	 * started and the port is not looked at
	 */
	public record Provider(@DefaultValue("8081") int port, @Nullable URI url) {

		private static final int MAX_PORT = 65535;

		public Provider {
			if (port < 0 || port > MAX_PORT) {
				throw new IllegalArgumentException("sample.provider.port is " + port
						+ ", allowed are 1 to 65535, and 0 for any port that is free");
			}
			// an environment variable can be emptied, but not always unset
			url = (url != null && url.toString().isEmpty()) ? null : url;
			if (url != null && !isHttp(url)) {
				throw new IllegalArgumentException("sample.provider.url is '" + url
						+ "', it must be an http or https address with a host, for example http://localhost:11434");
			}
		}

		private static boolean isHttp(URI url) {
			return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
					&& url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null;
		}

	}

}
