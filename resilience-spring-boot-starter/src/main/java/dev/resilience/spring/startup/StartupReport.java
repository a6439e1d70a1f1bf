package dev.resilience.spring.startup;

import java.util.List;

import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.intercept.MethodProtection;
import dev.resilience.spring.intercept.Pipelines;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Says, once all is well, how much is protected; and warns of what is hardly meant.
 */
public final class StartupReport implements ApplicationListener<ContextRefreshedEvent>, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog("dev.resilience");

	private final ResilienceEngine engine;

	private final ResilienceSettings settings;

	private final Pipelines pipelines;

	private final ConfigurableApplicationContext context;

	/**
	 * Makes the report.
	 * @param engine tells what code uses
	 * @param settings the policies
	 * @param pipelines the protected methods
	 * @param context all beans
	 */
	public StartupReport(ResilienceEngine engine, ResilienceSettings settings, Pipelines pipelines,
			ConfigurableApplicationContext context) {
		this.engine = engine;
		this.settings = settings;
		this.pipelines = pipelines;
		this.context = context;
	}

	/** The refresh of a child context comes here too, and may come first. */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context) {
			if (this.engine.isEnabled()) {
				report(this.pipelines.methods());
			}
			else {
				logger.info("Resilience is switched off (resilience.enabled=false): annotations do nothing");
			}
		}
	}

	private void report(List<MethodProtection> methods) {
		if (logger.isWarnEnabled()) {
			warn(methods);
		}
		logger.info("Resilience protects " + count(methods.size(), "method", "methods") + " with "
				+ count(this.settings.policies().size(), "policy", "policies"));
	}

	/** Looks for nothing that nobody would be told of: to read bytecode takes time. */
	private void warn(List<MethodProtection> methods) {
		ProtectedClasses classes = new ProtectedClasses(methods);
		UnusedPolicies.find(this.settings.policies(), methods, this.engine).forEach(logger::warn);
		SelfCalls.find(classes).forEach(logger::warn);
		InertRetries.find(this.context.getBeanFactory()).forEach(logger::warn);
		StackedCalls.report(classes);
	}

	private static String count(int count, String one, String many) {
		return count + " " + ((count == 1) ? one : many);
	}

}
