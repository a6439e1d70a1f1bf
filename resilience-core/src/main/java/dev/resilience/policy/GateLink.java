package dev.resilience.policy;

import dev.resilience.policy.Gate.Permit;
import org.jspecify.annotations.Nullable;

/** Walks a plain call through a {@link Gate}. */
public final class GateLink implements Link {

	private final Gate gate;

	private final Link next;

	/**
	 * Puts a gate before a link.
	 * @param gate the gate
	 * @param next where admitted calls go
	 */
	public GateLink(Gate gate, Link next) {
		this.gate = gate;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		Permit permit = this.gate.admit(call);
		Object result;
		try {
			result = this.next.call(call);
		}
		catch (Throwable failure) {
			permit.failed(call, failure);
			throw failure;
		}
		permit.succeeded(call);
		return result;
	}

}
