package dev.resilience.benchmarks;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;
import org.springframework.util.Assert;

/** A bean with the annotation of spring-retry; as many attempts as ours. */
public class SpringRetryState extends BeanState {

	public SpringRetryState() {
		super(SpringRetryApplication.class, WithRetryable.class);
	}

	@Override
	void check(FailedCall failed) {
		Assert.state(AopUtils.isCglibProxy(bean()), "The bean has no proxy");
		failed.expect(3, null);
	}

	static class WithRetryable implements Answers {

		@Override
		@Retryable(maxAttempts = 3, backoff = @Backoff(delay = 1))
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	@EnableRetry
	static class SpringRetryApplication {

	}

}
