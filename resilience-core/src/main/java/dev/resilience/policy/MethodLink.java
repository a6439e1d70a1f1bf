package dev.resilience.policy;

import dev.resilience.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** The end of a chain: the method itself, until it returns. */
public final class MethodLink implements Link {

	private static final Link UNTIMED = Call::invoke;

	private final TimeSource time;

	private MethodLink(TimeSource time) {
		this.time = time;
	}

	/**
	 * Runs the method.
	 * @return the link
	 */
	public static Link untimed() {
		return UNTIMED;
	}

	/**
	 * Runs the method and tells the call how long it took; where slow calls are looked
	 * at.
	 * @param time the clock
	 * @return the link
	 */
	public static Link timed(TimeSource time) {
		return new MethodLink(time);
	}

	@Override
	public @Nullable Object call(Call call) throws Throwable {
		long start = this.time.nanos();
		try {
			return call.invoke();
		}
		finally {
			call.attemptTook(this.time.nanos() - start);
		}
	}

}
