package dev.resilience.sample.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Reads the built-in documents once, at start.
 */
@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

	@Bean
	DocumentSearch documentSearch(ResourcePatternResolver resources, EmbeddingClient embeddings) throws IOException {
		List<Document> documents = new ArrayList<>();
		for (Resource resource : resources.getResources("classpath:documents/*.txt")) {
			documents.add(Document.parse(resource.getContentAsString(StandardCharsets.UTF_8)));
		}
		return new DocumentSearch(documents, embeddings);
	}

}
