package dev.resilience.sample.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import dev.resilience.sample.SampleProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Starts and stops the stand-in provider. It starts before the gateway's web server and
 * stops after it, so that no question finds it missing.
 */
@Component
class StandInProvider implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(StandInProvider.class);

	/** Lower than the web server's phase, which is close to the largest number. */
	private static final int PHASE = 0;

	/** Enough: latency is waited out on a timer and holds none of them. */
	static final int THREADS = 16;

	static {
		// the JDK's server sends headers and body apart, and without this the body waits
		// 40 ms for an acknowledgement
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final SampleProperties.Provider properties;

	private volatile @Nullable Running running;

	StandInProvider(SampleProperties properties) {
		this.properties = properties.provider();
	}

	@Override
	public boolean isAutoStartup() {
		return this.properties.url() == null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		HttpServer server = bind(this.properties.port());
		ExecutorService executor = Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("provider-"));
		FaultSwitch faults = new FaultSwitch();
		server.setExecutor(executor);
		server.createContext("/faults", new FaultsHandler(faults));
		server.createContext("/v1/", new ApiHandler(faults, executor));
		server.start();
		this.running = new Running(server, executor);
		logger.info("The stand-in provider listens on port " + port() + ", its faults are at /faults");
	}

	@Override
	public void stop() {
		Running running = this.running;
		if (running != null) {
			this.running = null;
			running.server().stop(0);
			running.executor().shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/**
	 * The port that it listens on.
	 * @return the port, the one that was found where the configured one is 0
	 */
	int port() {
		Running running = this.running;
		if (running == null) {
			throw new IllegalStateException("The stand-in provider is not running, so it has no port");
		}
		return running.server().getAddress().getPort();
	}

	private static HttpServer bind(int port) {
		try {
			return HttpServer.create(new InetSocketAddress(port), 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The stand-in provider cannot listen on port " + port + " ("
					+ ex.getMessage() + "); set sample.provider.port to another one, or to 0 for any that is free", ex);
		}
	}

	private record Running(HttpServer server, ExecutorService executor) {
	}

}
