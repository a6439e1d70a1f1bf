package dev.resilience.benchmarks;

import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/** What everything else is compared with: nothing around the bean, or an empty proxy. */
public class BareCalls extends Measured {

	/** The method itself. */
	@Benchmark
	public String method(Method state) {
		return state.ask();
	}

	/** A proxy with one interceptor that does nothing but go on. */
	@Benchmark
	public String springProxy(SpringProxy state) {
		return state.ask();
	}

	/** No proxy. */
	public static class Method extends BeanState {

		public Method() {
			super(NothingElse.class, BareAnswers.class);
		}

		@Override
		void check(FailedCall failed) {
			Assert.state(bean().getClass() == BareAnswers.class, "There is something around the bean");
			failed.expect(1, null);
		}

	}

	/** A proxy made by Boot's own creator of proxies, as all of the others are. */
	public static class SpringProxy extends BeanState {

		public SpringProxy() {
			super(OneAdvisor.class, BareAnswers.class);
		}

		@Override
		void check(FailedCall failed) {
			Assert.state(AopUtils.isCglibProxy(bean()), "The bean has no proxy");
			Assert.state(((Advised) bean()).getAdvisors().length == 1, "The proxy should have one advisor");
			failed.expect(1, null);
		}

	}

	static class BareAnswers implements Answers {

		@Override
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NothingElse {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(AopAutoConfiguration.class)
	static class OneAdvisor {

		@Bean
		static Advisor passThrough() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.addMethodName("answer");
			return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) (invocation) -> invocation.proceed());
		}

	}

}
