package dev.resilience.spring.intercept;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.resilience.policy.CallSite;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Warns, once for each method, of a retried method that is called inside of a running
 * transaction: the transaction stays open during the waits, and after a failure that has
 * marked it for rollback a further attempt is in vain.
 */
final class RunningTransactions {

	private static final Log logger = LogFactory.getLog("dev.resilience");

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private RunningTransactions() {
	}

	/**
	 * The watch, where there can be transactions.
	 * @param loader tells what is on the class path
	 * @return the watch, or null without spring-tx
	 */
	static @Nullable RunningTransactions present(@Nullable ClassLoader loader) {
		return ClassUtils.isPresent("org.springframework.transaction.support.TransactionSynchronizationManager", loader)
				? new RunningTransactions() : null;
	}

	/** Looks at the thread of a call that begins. */
	void check(CallSite site) {
		if (site.attempts() > 1 && TransactionSynchronizationManager.isActualTransactionActive()
				&& this.told.add(site.where())) {
			logger.warn(site.where() + " is retried (policy '" + site.policy()
					+ "') inside of a running transaction, which stays open during the waits, and which a failure may "
					+ "have marked for rollback before the next attempt. Begin the transaction inside of the retried "
					+ "method, so that each attempt has its own. This is reported once for each method.");
		}
	}

}
