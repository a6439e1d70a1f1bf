package dev.resilience.sample.gateway;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Calls the provider once before the web server opens its port. The first call of a JVM
 * loads the HTTP client and JSON, which can take longer than the time limits allow, and
 * the first question should not pay for that. A provider that is ill does not stop the
 * start.
 */
@Component
class WarmUp implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(WarmUp.class);

	/** After the stand-in provider, before the web server. */
	private static final int PHASE = 1;

	private final EmbeddingClient client;

	private volatile boolean running;

	WarmUp(EmbeddingClient client) {
		this.client = client;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		this.running = true;
		try {
			this.client.warmUp();
		}
		catch (RuntimeException ex) {
			logger.info("The provider does not answer yet (" + ex.getClass().getSimpleName()
					+ "), the gateway starts all the same");
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
