package dev.resilience.spring.check;

import java.util.List;
import java.util.function.Supplier;

import dev.resilience.check.BackendChecks;
import dev.resilience.check.CheckResult;
import dev.resilience.spring.config.CheckSettings;
import dev.resilience.spring.config.CheckSettings.Named;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/** Stops the start if a backend that it needs is not reachable. */
public final class RequiredBackends implements SmartLifecycle, AopInfrastructureBean {

	/**
	 * Right before the web server, which Boot starts in the phase 2048 below the default.
	 * Connection factories have started by then (those of Redis and of messaging have the
	 * phase 0 or one near it); what takes in work (the web server, listeners of queues)
	 * has not.
	 */
	static final int PHASE = DEFAULT_PHASE - 2048 - 1;

	private final Supplier<BackendChecks> checks;

	private final CheckSettings settings;

	private volatile boolean running;

	/**
	 * Makes the guard.
	 * @param checks the checks, asked for when the start gets here
	 * @param settings which backends are needed
	 */
	public RequiredBackends(Supplier<BackendChecks> checks, CheckSettings settings) {
		this.checks = checks;
		this.settings = settings;
	}

	@Override
	public void start() {
		List<String> names = this.settings.requiredAtStart().stream().map(Named::name).distinct().toList();
		List<CheckResult> unreachable = names.isEmpty() ? List.of()
				: this.checks.get().results(names).stream().filter((result) -> !result.reachable()).toList();
		if (!unreachable.isEmpty()) {
			throw new BackendsUnreachableException(unreachable, this.settings);
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** A context that only paused has nothing new to start with. */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
