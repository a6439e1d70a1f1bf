package dev.resilience.spring.autoconfigure;

import dev.resilience.pipeline.ResilienceEngine;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes the engine as soon as the application begins to stop: before the web server
 * waits for the requests that are under way, some of which may wait for their next
 * attempt.
 */
final class EngineClosing implements ApplicationListener<ContextClosedEvent> {

	private final ResilienceEngine engine;

	private final ApplicationContext context;

	EngineClosing(ResilienceEngine engine, ApplicationContext context) {
		this.engine = engine;
		this.context = context;
	}

	/** A child's event is heard too, and says nothing of this engine. */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			this.engine.close();
		}
	}

}
