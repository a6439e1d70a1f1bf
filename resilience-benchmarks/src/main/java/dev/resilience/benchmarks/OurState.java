package dev.resilience.benchmarks;

import java.util.Objects;
import java.util.stream.Stream;

import dev.resilience.pipeline.Policy;
import dev.resilience.pipeline.ResilienceEngine;
import dev.resilience.spring.autoconfigure.ResilienceAutoConfiguration;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/**
 * A bean with annotations of this library. They all name one policy, which is the default
 * one but for a short wait before a retry, so that trying it out is quick.
 */
public abstract class OurState extends BeanState {

	/** The policy's name. */
	static final String POLICY = "answers";

	private static final String ROOT = "resilience.";

	private static final String PREFIX = ROOT + "policies." + POLICY + ".";

	/**
	 * Makes the bean's application.
	 * @param bean the bean's class
	 * @param properties what the policy has apart from the defaults
	 */
	OurState(Class<? extends Answers> bean, String... properties) {
		this(OurApplication.class, bean, properties);
	}

	/**
	 * Makes the bean's application with more in it than the bean.
	 * @param configuration extends {@link OurApplication}
	 * @param bean the bean's class
	 * @param properties what the policy has apart from the defaults, and with their full
	 * names what the application has
	 */
	OurState(Class<? extends OurApplication> configuration, Class<? extends Answers> bean, String... properties) {
		super(configuration, bean,
				Stream.concat(Stream.of("retry.backoff.delay=1ms"), Stream.of(properties))
					.map((property) -> property.startsWith(ROOT) ? property : PREFIX + property)
					.toArray(String[]::new));
	}

	@Override
	final void check(FailedCall failed) {
		Assert.state(AopUtils.isCglibProxy(bean()), "The bean has no proxy");
		Assert.state(((Advised) bean()).getAdvisors().length == 1, "The proxy should have one advisor");
		check(failed, policy());
	}

	abstract void check(FailedCall failed, Policy policy);

	final Policy policy() {
		return Objects.requireNonNull(bean(ResilienceEngine.class).find(POLICY), "There is no policy");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, ResilienceAutoConfiguration.class })
	static class OurApplication {

	}

}
