package dev.resilience.timelimit;

import dev.resilience.policy.Call;
import dev.resilience.policy.Link;
import dev.resilience.timelimit.ThreadLimits.Place;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a method that is to return a future and blocks instead. Only that: what
 * becomes of the attempt is decided where its outcome is waited for.
 */
public final class InterruptLink implements Link {

	private final Watchdog watchdog;

	private final Link next;

	/**
	 * Puts an interrupt before a link.
	 * @param watchdog who interrupts
	 * @param next what is interrupted at the deadline of the attempt
	 */
	public InterruptLink(Watchdog watchdog, Link next) {
		this.watchdog = watchdog;
		this.next = next;
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		Place place = this.watchdog.arm(call.attemptDeadline());
		Object made;
		try {
			made = this.next.call(call);
		}
		catch (Throwable failure) {
			this.watchdog.disarmAfterFailure(place);
			throw failure;
		}
		this.watchdog.disarm(place);
		return made;
	}

}
