package dev.resilience.spring.intercept;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.resilience.annotation.Retryable;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Where the interceptor stands among others. */
class OtherInterceptorsTests {

	private final Script script = Script.failing();

	private final AtomicInteger passes = new AtomicInteger();

	private final ApplicationContextRunner runner = Contexts.runnerWithRetry()
		.withBean(Script.class, () -> this.script)
		.withBean(Client.class);

	@Test
	void anInterceptorOfLowestPrecedenceRunsOncePerAttempt() {
		advised(Ordered.LOWEST_PRECEDENCE).run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Client.class).charge("order"));
			assertThat(this.script.calls()).isEqualTo(3);
			assertThat(this.passes).hasValue(3);
		});
	}

	@Test
	void anInterceptorOfUsualPrecedenceRunsOncePerCall() {
		advised(0).run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Client.class).charge("order"));
			assertThat(this.script.calls()).isEqualTo(3);
			assertThat(this.passes).hasValue(1);
		});
	}

	@Test
	void argumentsThatAnInnerInterceptorReplacesAreTheCallersAgainAtTheNextAttempt() {
		AtomicReference<Object> seen = new AtomicReference<>();
		MethodInterceptor changing = (invocation) -> {
			seen.set(invocation.getArguments()[0]);
			invocation.getArguments()[0] = "changed";
			return invocation.proceed();
		};
		this.runner
			.withBean("changing", DefaultPointcutAdvisor.class, () -> advisor(changing, Ordered.LOWEST_PRECEDENCE))
			.run((context) -> {
				assertThatIllegalStateException().isThrownBy(() -> context.getBean(Client.class).charge("order"));
				assertThat(this.script.calls()).isEqualTo(3);
				assertThat(seen).hasValue("order");
			});
	}

	@Test
	void anAsynchronousMethodIsRetriedOnItsOwnThread() {
		this.runner.withUserConfiguration(AsyncSupport.class).run((context) -> {
			context.getBean(Client.class).later();
			Awaitility.await().until(() -> this.script.calls() == 3);
			assertThat(context.getBean(Client.class).thread()).isNotSameAs(Thread.currentThread());
		});
	}

	private ApplicationContextRunner advised(int order) {
		MethodInterceptor counting = (invocation) -> {
			this.passes.incrementAndGet();
			return invocation.proceed();
		};
		return this.runner.withBean("counting", DefaultPointcutAdvisor.class, () -> advisor(counting, order));
	}

	private static DefaultPointcutAdvisor advisor(MethodInterceptor interceptor, int order) {
		NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
		pointcut.setMappedName("charge");
		pointcut.setClassFilter((type) -> type == Client.class);
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(pointcut, interceptor);
		advisor.setOrder(order);
		return advisor;
	}

	@EnableAsync
	static class AsyncSupport {

	}

	static class Client {

		private final Script script;

		private volatile Thread thread;

		Client(Script script) {
			this.script = script;
		}

		@Retryable("payments")
		public void charge(String order) {
			this.script.play();
		}

		@Async
		@Retryable("payments")
		public void later() {
			this.thread = Thread.currentThread();
			this.script.play();
		}

		public Thread thread() {
			return this.thread;
		}

	}

}
