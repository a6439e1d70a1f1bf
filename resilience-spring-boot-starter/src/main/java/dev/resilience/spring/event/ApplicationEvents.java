package dev.resilience.spring.event;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.ConfigurableApplicationContext;

/** Publishes what happens as Spring application events. */
public final class ApplicationEvents implements ResilienceListener, AopInfrastructureBean {

	private final ConfigurableApplicationContext context;

	/**
	 * Makes the publisher.
	 * @param context where to publish
	 */
	public ApplicationEvents(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** A call may outlive its context; then there is nobody left to tell. */
	@Override
	public void onEvent(ResilienceEvent event) {
		if (this.context.isActive()) {
			this.context.publishEvent(event);
		}
	}

}
