package dev.resilience.spring.startup;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.intercept.Pipelines;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Says, once all is well, how much is protected; and warns of what is hardly meant.
 */
public final class StartupReport implements ApplicationListener<ContextRefreshedEvent>, AopInfrastructureBean {

	private static final Log LOGGER = LogFactory.getLog("dev.resilience");

	private final ResilienceEngine engine;

	private final ResilienceSettings settings;

	private final Pipelines pipelines;

	private final ConfigurableListableBeanFactory beans;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Makes the report.
	 * @param engine tells what code uses
	 * @param settings the policies
	 * @param pipelines the protected methods
	 * @param beans all beans
	 */
	public StartupReport(ResilienceEngine engine, ResilienceSettings settings, Pipelines pipelines,
			ConfigurableListableBeanFactory beans) {
		this.engine = engine;
		this.settings = settings;
		this.pipelines = pipelines;
		this.beans = beans;
	}

	/** A child context's refresh comes here too; that of our own is the first. */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (this.told.compareAndSet(false, true)) {
			if (this.engine.isEnabled()) {
				report(this.pipelines.methods());
			}
			else {
				LOGGER.info("Resilience is switched off (resilience.enabled=false): annotations do nothing");
			}
		}
	}

	private void report(List<MethodProtection> methods) {
		if (LOGGER.isWarnEnabled()) {
			warn(methods);
		}
		LOGGER.info("Resilience protects " + count(methods.size(), "method", "methods") + " with "
				+ count(this.settings.policies().size(), "policy", "policies"));
	}

	/** Looks for nothing that nobody would be told of: to read bytecode takes time. */
	private void warn(List<MethodProtection> methods) {
		ProtectedClasses classes = new ProtectedClasses(methods);
		UnusedPolicies.find(this.settings.policies(), methods, this.engine).forEach(LOGGER::warn);
		SelfCalls.find(classes).forEach(LOGGER::warn);
		InertRetries.find(this.beans).forEach(LOGGER::warn);
		StackedCalls.report(classes);
	}

	private static String count(int count, String one, String many) {
		return count + " " + ((count == 1) ? one : many);
	}

}
