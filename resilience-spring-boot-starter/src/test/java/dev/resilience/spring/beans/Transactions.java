package dev.resilience.spring.beans;

import java.util.ArrayList;
import java.util.List;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.SmartTransactionObject;

/** Real transactions, of nothing. */
class Transactions extends AbstractPlatformTransactionManager implements SmartTransactionObject {

	private final List<String> log = new ArrayList<>();

	private boolean open;

	private boolean doomed;

	List<String> log() {
		return this.log;
	}

	@Override
	protected Object doGetTransaction() {
		return this;
	}

	@Override
	protected boolean isExistingTransaction(Object transaction) {
		return this.open;
	}

	@Override
	protected void doBegin(Object transaction, TransactionDefinition definition) {
		this.open = true;
		this.log.add("begin");
	}

	@Override
	protected void doCommit(DefaultTransactionStatus status) {
		this.log.add("commit");
	}

	@Override
	protected void doRollback(DefaultTransactionStatus status) {
		this.log.add("rollback");
	}

	@Override
	protected void doSetRollbackOnly(DefaultTransactionStatus status) {
		if (!this.doomed) {
			this.log.add("doom");
		}
		this.doomed = true;
	}

	@Override
	public boolean isRollbackOnly() {
		return this.doomed;
	}

	@Override
	public void flush() {
		// nothing to flush
	}

	@Override
	protected void doCleanupAfterCompletion(Object transaction) {
		this.open = false;
	}

}
