package dev.resilience.time;

/** A clock whose coarse readings lag behind. */
public final class LaggingTime extends OtherTime {

	private final ManualTime exact;

	private final long lag;

	/**
	 * A clock that lags.
	 * @param exact what a test turns
	 * @param lag how far, in nanoseconds
	 */
	public LaggingTime(ManualTime exact, long lag) {
		super(exact);
		this.exact = exact;
		this.lag = lag;
	}

	/**
	 * What a test turns.
	 * @return the clock behind this one
	 */
	public ManualTime exact() {
		return this.exact;
	}

	@Override
	public long coarseNanos() {
		return nanos() - this.lag;
	}

}
