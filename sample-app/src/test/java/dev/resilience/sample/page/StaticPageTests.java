package dev.resilience.sample.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be seen of the page without a browser.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.provider.port=0")
class StaticPageTests {

	private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"#][^\"]*)\"");

	private static final Pattern IMPORT = Pattern.compile("from \"([^\"]+)\"");

	private final HttpClient client = HttpClient.newHttpClient();

	private final URI page;

	StaticPageTests(@LocalServerPort int port) {
		this.page = URI.create("http://localhost:" + port + "/");
	}

	@Test
	void loadsEverythingFromItsOwnServerAndFindsIt() throws Exception {
		List<URI> loaded = references(REFERENCE, this.page);
		assertThat(loaded).hasSizeGreaterThan(4);
		for (URI resource : loaded) {
			assertThat(get(resource).statusCode()).as("status of %s", resource).isEqualTo(200);
		}
	}

	@Test
	void findsTheChartWithoutNamingItsVersion() throws Exception {
		List<URI> modules = references(IMPORT, this.page.resolve("js/chart.js"));
		assertThat(modules).anySatisfy((module) -> assertThat(module.getPath()).startsWith("/webjars/uplot/dist/"));
		for (URI module : modules) {
			assertThat(get(module).statusCode()).as("status of %s", module).isEqualTo(200);
		}
	}

	@Test
	void allowsNoScriptButItsOwnFiles() throws Exception {
		HttpResponse<String> response = get(this.page);
		assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
			.contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
			.doesNotContain("unsafe");
		assertThat(response.body()).doesNotContainPattern("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=");
	}

	@Test
	void saysWhatToDoWithoutJavaScript() throws Exception {
		assertThat(get(this.page).body()).containsSubsequence("<noscript>", "curl", "</noscript>");
	}

	@Test
	void showsNoButtonsWithoutJavaScript() throws Exception {
		assertThat(get(this.page).body()).contains("<main class=\"needs-javascript\" hidden>");
	}

	private List<URI> references(Pattern pattern, URI place) throws Exception {
		List<URI> references = pattern.matcher(get(place).body())
			.results()
			.map((MatchResult match) -> place.resolve(match.group(1)))
			.toList();
		assertThat(references)
			.allSatisfy((reference) -> assertThat(reference.getAuthority()).isEqualTo(this.page.getAuthority()));
		return references;
	}

	private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
	}

}
