package dev.resilience.pipeline;

import dev.resilience.event.EventHub;
import dev.resilience.failure.Failures;
import dev.resilience.failure.OnceReporter;
import dev.resilience.time.Alarm;
import dev.resilience.time.TimeSource;
import dev.resilience.timelimit.Watchdog;

/** What all policies of an engine share. */
record EngineParts(TimeSource time, Failures failures, EventHub events, OnceReporter reporter, Alarm alarm,
		Watchdog watchdog, ProxyMaker proxies) {
}
