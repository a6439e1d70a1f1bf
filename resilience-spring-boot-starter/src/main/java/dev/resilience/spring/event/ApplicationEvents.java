package dev.resilience.spring.event;

import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceListener;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** Publishes what happens as Spring application events. */
public final class ApplicationEvents implements ResilienceListener, AopInfrastructureBean {

	private final ConfigurableApplicationContext context;

	/**
	 * What tells whether anybody listens; null where that is not known. Written by
	 * whoever comes first; all write the same.
	 */
	private volatile @Nullable ObservantMulticaster multicaster;

	/**
	 * Makes the publisher.
	 * @param context where to publish
	 */
	public ApplicationEvents(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean listensTo(Class<? extends ResilienceEvent> kind) {
		ObservantMulticaster kept = this.multicaster;
		ObservantMulticaster known = (kept != null) ? kept : lookUp();
		return known == null || known.isHeard(kind, this.context);
	}

	/**
	 * Until its listeners are registered the context keeps events for them; the
	 * definitions are frozen after that. Who listens in a parent is not known here, nor
	 * who listens through a multicaster that is not ours.
	 */
	private @Nullable ObservantMulticaster lookUp() {
		ConfigurableListableBeanFactory beans = this.context.getBeanFactory();
		if (beans.isConfigurationFrozen() && this.context.getParent() == null
				&& beans.getSingleton(ObservantMulticaster.BEAN_NAME) instanceof ObservantMulticaster found) {
			this.multicaster = found;
			return found;
		}
		return null;
	}

	/** A call may outlive its context; then there is nobody left to tell. */
	@Override
	public void onEvent(ResilienceEvent event) {
		if (this.context.isActive()) {
			this.context.publishEvent(event);
		}
	}

}
