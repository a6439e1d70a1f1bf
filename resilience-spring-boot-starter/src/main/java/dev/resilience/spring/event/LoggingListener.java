package dev.resilience.spring.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.resilience.CircuitState;
import dev.resilience.ErrorCode;
import dev.resilience.event.FailureInfo;
import dev.resilience.event.ResilienceEvent;
import dev.resilience.event.ResilienceEvent.CallRejected;
import dev.resilience.event.ResilienceEvent.CircuitStateChanged;
import dev.resilience.event.ResilienceEvent.FallbackUsed;
import dev.resilience.event.ResilienceEvent.RetryGaveUp;
import dev.resilience.event.ResilienceEvent.RetryScheduled;
import dev.resilience.event.ResilienceEvent.TimeLimitPassed;
import dev.resilience.event.ResilienceListener;
import dev.resilience.policy.Checks;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/** Writes what happens to the log, as key=value with policy and code. */
public final class LoggingListener implements ResilienceListener, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog("dev.resilience");

	private final Set<String> advised = ConcurrentHashMap.newKeySet();

	/**
	 * An event is told to all if one wants it; so each level is looked at again there.
	 */
	@Override
	public boolean listensTo(Class<? extends ResilienceEvent> kind) {
		if (kind == CallRejected.class) {
			return logger.isDebugEnabled();
		}
		return (kind == RetryScheduled.class) ? logger.isInfoEnabled() : logger.isWarnEnabled();
	}

	@Override
	public void onEvent(ResilienceEvent event) {
		if (event instanceof CircuitStateChanged changed) {
			log(changed);
		}
		else if (event instanceof RetryScheduled retry && logger.isInfoEnabled()) {
			logger.info(head(retry) + " attempt=" + retry.attempt() + " delay=" + retry.delay().toMillis() + "ms"
					+ failure(retry.failure()));
		}
		else if (event instanceof RetryGaveUp gaveUp && logger.isWarnEnabled()) {
			logger.warn(head(gaveUp) + " attempts=" + gaveUp.attempts() + failure(gaveUp.failure()));
		}
		else if (event instanceof TimeLimitPassed passed && logger.isWarnEnabled()) {
			logger.warn(head(passed) + " limit=" + Checks.text(passed.limit()) + " elapsed="
					+ passed.elapsed().toMillis() + "ms overrun=" + passed.overrun() + advice(passed));
		}
		else if (event instanceof FallbackUsed fallback) {
			log(fallback);
		}
		else if (event instanceof CallRejected rejected && logger.isDebugEnabled()) {
			logger.debug(head(rejected) + ((rejected.state() != null) ? " state=" + rejected.state() : ""));
		}
	}

	private static void log(CircuitStateChanged changed) {
		boolean warning = changed.to() == CircuitState.OPEN || changed.to() == CircuitState.FORCED_OPEN;
		if (!isEnabled(warning)) {
			return;
		}
		String line = head(changed) + " from=" + changed.from() + " to=" + changed.to() + " reason=\""
				+ changed.reason() + "\"" + ((changed.to() == CircuitState.OPEN) ? failure(changed.lastFailure()) : "")
				+ ((changed.nextProbeAt() != null) ? " nextProbeAt=" + changed.nextProbeAt() : "");
		log(line, warning);
	}

	/**
	 * A permanent failure is a mistake somewhere; that a fallback hides it should be
	 * seen.
	 */
	private static void log(FallbackUsed fallback) {
		boolean warning = fallback.permanent() || fallback.code().equals(ErrorCode.FALLBACK_FAILED.name());
		if (isEnabled(warning)) {
			log(head(fallback) + failure(fallback.failure()), warning);
		}
	}

	private static boolean isEnabled(boolean warning) {
		return warning ? logger.isWarnEnabled() : logger.isInfoEnabled();
	}

	private static void log(String line, boolean warning) {
		if (warning) {
			logger.warn(line);
		}
		else {
			logger.info(line);
		}
	}

	private String advice(TimeLimitPassed passed) {
		return (passed.overrun() && this.advised.add(passed.policy()))
				? " advice=\"the method does not listen to interrupts; set connect and read time-outs in its client\""
				: "";
	}

	private static String head(ResilienceEvent event) {
		return "policy=" + event.policy() + " code=" + event.code();
	}

	private static String failure(@Nullable FailureInfo failure) {
		if (failure == null) {
			return "";
		}
		return " failure=" + failure.type() + " category=" + failure.category()
				+ ((failure.message() != null) ? " message=\"" + onOneLine(failure.message()) + "\"" : "");
	}

	/**
	 * A message may come from outside; it must not be able to forge a line or a key, nor
	 * to tell a terminal what to do.
	 */
	private static String onOneLine(String message) {
		return message.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ").replace("\"", "'");
	}

}
