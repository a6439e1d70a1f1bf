package dev.resilience.async;

import dev.resilience.policy.Callback;
import dev.resilience.policy.DetachedCall;
import dev.resilience.policy.Gate;
import dev.resilience.policy.Gate.Permit;

/** Walks a call whose outcome comes later through a {@link Gate}. */
public final class AsyncGateLink implements AsyncLink {

	private final Gate gate;

	private final AsyncLink next;

	/**
	 * Puts a gate before a link.
	 * @param gate the gate
	 * @param next where admitted calls go
	 */
	public AsyncGateLink(Gate gate, AsyncLink next) {
		this.gate = gate;
		this.next = next;
	}

	@Override
	public void start(DetachedCall call, Callback then) {
		Permit permit;
		try {
			permit = this.gate.admit(call);
		}
		catch (RuntimeException refusal) {
			then.ended(null, refusal);
			return;
		}
		this.next.start(call, (result, failure) -> {
			if (failure == null) {
				permit.succeeded(call);
			}
			else {
				permit.failed(call, failure);
			}
			then.ended(result, failure);
		});
	}

}
