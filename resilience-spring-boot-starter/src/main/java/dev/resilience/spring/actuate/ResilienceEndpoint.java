package dev.resilience.spring.actuate;

import dev.resilience.spring.check.CheckBeans;
import dev.resilience.spring.config.ResilienceSettings;
import dev.resilience.spring.intercept.Pipelines;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.actuate.endpoint.Access;
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

	/**
	 * Makes the endpoint.
	 * @param settings the policies
	 * @param pipelines the methods
	 * @param checks the backends
	 */
	public ResilienceEndpoint(ResilienceSettings settings, Pipelines pipelines, CheckBeans checks) {
		this.settings = settings;
		this.pipelines = pipelines;
		this.checks = checks;
	}

	@ReadOperation
	InventoryDescriptor inventory() {
		return InventoryDescriptor.of(this.settings, this.pipelines.methods(), this.checks.checks().results());
	}

}
