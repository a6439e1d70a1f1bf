package dev.resilience.pipeline;

import dev.resilience.event.EventHub;
import dev.resilience.failure.Failures;
import dev.resilience.failure.OnceReporter;
import dev.resilience.policy.AttemptInterceptor;
import dev.resilience.policy.CallObserver;
import dev.resilience.policy.ContextCarrier;
import dev.resilience.retry.Waits;
import dev.resilience.time.Alarm;
import dev.resilience.time.TimeSource;
import dev.resilience.time.Timer;
import dev.resilience.timelimit.Watchdog;
import dev.resilience.worker.EngineThreads;
import dev.resilience.worker.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What all policies of an engine share.
 *
 * @param threads those that run user code
 * @param waits where retries wait; what goes on then are attempts, which may block
 * @param limits what asynchronous time limits are on: they have threads of their own to
 * go on with, so that no limit waits for somebody's attempt
 * @param observer watches calls, or null if nobody does
 * @param attempts intercepts attempts, or null if nobody does
 */
record EngineParts(TimeSource time, Failures failures, EventHub events, OnceReporter reporter, Alarm alarm,
		EngineThreads threads, Watchdog watchdog, Waits waits, Timer limits, Workers workers, ContextCarrier carrier,
		ReturnTypes returnTypes, ProxyMaker proxies, @Nullable CallObserver observer,
		@Nullable AttemptInterceptor attempts) {
}
