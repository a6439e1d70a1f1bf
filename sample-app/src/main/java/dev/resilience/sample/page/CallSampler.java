package dev.resilience.sample.page;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Has the history sampled each second. It has a scheduler of its own: with
 * {@code @Scheduled} every sample would also be a trace.
 */
@Component
class CallSampler implements SmartLifecycle {

	private static final Duration PERIOD = Duration.ofSeconds(1);

	/** Before the web server, so that the first call already has a sample before it. */
	private static final int PHASE = 1;

	private final CallHistory history;

	private volatile @Nullable ThreadPoolTaskScheduler scheduler;

	CallSampler(CallHistory history) {
		this.history = history;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void start() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("call-history-");
		scheduler.setDaemon(true);
		scheduler.initialize();
		scheduler.scheduleWithFixedDelay(this.history::sample, PERIOD);
		this.scheduler = scheduler;
	}

	@Override
	public void stop() {
		ThreadPoolTaskScheduler scheduler = this.scheduler;
		if (scheduler != null) {
			this.scheduler = null;
			scheduler.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

}
