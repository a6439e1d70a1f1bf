package dev.resilience.spring.beans;

import dev.resilience.CircuitOpenException;
import dev.resilience.TimeLimitExceededException;
import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Resilient;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;
import dev.resilience.spring.support.Contexts;
import dev.resilience.spring.support.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Beside {@code @Transactional}, which is inside of ours unless it is told otherwise. */
class TransactionalTests {

	private final Script script = Script.failing();

	private final Transactions transactions = new Transactions();

	private ApplicationContextRunner application(boolean classProxies, Class<?> order) {
		return Contexts.runner()
			.withPropertyValues(EveryPolicy.POLICIES.toArray(String[]::new))
			.withPropertyValues("spring.aop.proxy-target-class=" + classProxies)
			.withBean(Script.class, () -> this.script)
			.withBean(Transactions.class, () -> this.transactions)
			.withUserConfiguration(order)
			.withBean(Shop.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void eachAttemptHasATransactionOfItsOwn(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			Store store = context.getBean(Store.class);
			assertThat(AopUtils.isCglibProxy(store)).isEqualTo(classProxies);
			this.script.first(new IllegalStateException("first"), new IllegalStateException("second"), "done");
			assertThat(store.retried()).isEqualTo("done");
			assertThat(this.transactions.log()).containsExactly("begin", "rollback", "begin", "rollback", "begin",
					"commit");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRefusedCallBeginsNoTransaction(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			Store store = context.getBean(Store.class);
			assertThatIllegalStateException().isThrownBy(store::guarded);
			assertThatIllegalStateException().isThrownBy(store::guarded);
			this.transactions.log().clear();
			assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(store::guarded);
			assertThat(this.transactions.log()).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFallbackAnswersAfterTheTransactionWasRolledBack(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			assertThat(context.getBean(Store.class).answered()).isEqualTo("in a transaction: false");
			assertThat(this.transactions.log()).containsExactly("begin", "rollback");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anAttemptThatIsEndedByItsTimeLimitIsRolledBack(boolean classProxies) {
		application(classProxies, Inside.class).run((context) -> {
			assertThatExceptionOfType(TimeLimitExceededException.class)
				.isThrownBy(context.getBean(Store.class)::limited);
			assertThat(this.transactions.log()).containsExactly("begin", "rollback");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aTransactionOfHigherPrecedenceIsAroundAllAttempts(boolean classProxies) {
		application(classProxies, Outside.class).run((context) -> {
			assertThatIllegalStateException().isThrownBy(context.getBean(Store.class)::retried);
			assertThat(this.script.calls()).isEqualTo(3);
			assertThat(this.transactions.log()).containsExactly("begin", "rollback");
			assertThat(context.getBean(Store.class).answered()).isEqualTo("in a transaction: true");
		});
	}

	@Test
	void attemptsJoinTheCallersTransactionWhichTheFirstFailureHasDoomed() {
		application(true, Inside.class).run((context) -> {
			this.script.first(new IllegalStateException("first"), "done");
			TransactionTemplate caller = new TransactionTemplate(this.transactions);
			assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(() -> caller.executeWithoutResult(
					(status) -> assertThat(context.getBean(Store.class).retried()).isEqualTo("done")));
			assertThat(this.transactions.log()).containsExactly("begin", "doom", "rollback");
		});
	}

	@Test
	void allFourTogetherHoldTheirOrder() {
		application(true, Inside.class).run((context) -> {
			Store store = context.getBean(Store.class);
			assertThat(store.place()).isEqualTo("in a transaction: false");
			assertThat(store.place()).isEqualTo("in a transaction: false");
			assertThat(store.place()).isEqualTo("in a transaction: false");
			assertThat(this.script.calls()).isEqualTo(6);
			assertThat(this.transactions.log()).hasSize(12).containsOnly("begin", "rollback");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Inside {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(order = 0)
	static class Outside {

	}

	interface Store {

		String retried();

		String guarded();

		String limited();

		String answered();

		String place();

	}

	@Transactional
	static class Shop implements Store {

		private final Script script;

		private final Backend hanging = new Backend();

		Shop(Script script) {
			this.script = script;
			this.hanging.hang();
		}

		@Override
		@Retryable("retried")
		public String retried() {
			return this.script.play();
		}

		@Override
		@CircuitProtected("guarded")
		public String guarded() {
			return this.script.play();
		}

		@Override
		@TimeLimited("limited")
		public String limited() {
			return this.hanging.answer();
		}

		@Override
		@Fallback(method = "instead")
		public String answered() {
			return this.script.play();
		}

		@Override
		@Resilient("quotes")
		@Fallback(method = "instead")
		public String place() {
			return this.script.play();
		}

		private String instead() {
			return "in a transaction: " + TransactionSynchronizationManager.isActualTransactionActive();
		}

	}

}
