package dev.resilience.spring.actuate;

import dev.resilience.spring.check.CheckBeans;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.intercept.Pipelines;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/resilience}: which methods are protected, by what, in which order; and
 * of every value of every policy where it comes from; and whether the backends are there.
 */
@Endpoint(id = "resilience", defaultAccess = Access.READ_ONLY)
public final class ResilienceEndpoint implements AopInfrastructureBean {

	private final ResilienceSettings settings;

	private final Pipelines pipelines;

	private final CheckBeans checks;

	private final ShownValues shown;

	/**
	 * Makes the endpoint.
	 * @param settings the policies
	 * @param pipelines the methods
	 * @param checks the backends
	 * @param sanitizing what the application hides in the endpoints that show properties
	 */
	public ResilienceEndpoint(ResilienceSettings settings, Pipelines pipelines, CheckBeans checks,
			Iterable<SanitizingFunction> sanitizing) {
		this.settings = settings;
		this.pipelines = pipelines;
		this.checks = checks;
		this.shown = new ShownValues(new Sanitizer(sanitizing));
	}

	@ReadOperation
	InventoryDescriptor inventory() {
		return InventoryDescriptor.of(this.settings, this.pipelines.methods(), this.checks.checks().results(),
				this.shown);
	}

}
