package dev.resilience.circuit;

import dev.resilience.Interleavings;
import dev.resilience.time.SetTime;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Nobody who votes or looks waits for anybody, nor as time turns. Only that: the sums of
 * slices are no picture of one moment, and need not be.
 */
public class TimeWindowInterleavingTests {

	private static final long NANOS = 64;

	private static final int MANY = 1_000;

	private final SetTime time = new SetTime();

	private final TimeWindow window = new TimeWindow(NANOS, this.time);

	private final Thresholds thresholds = new Thresholds(CircuitSpec.builder().build());

	@Operation
	public void record(@Param(gen = BooleanGen.class) boolean failure) {
		this.window.record(failure, false, this.thresholds);
	}

	@Operation
	public void look() {
		this.window.counts();
	}

	@Operation
	public void turn() {
		this.time.advance(NANOS);
	}

	@Test
	void letsNobodyWait() {
		// to sum goes round all slices, which looks like waiting to the model
		Interleavings.optionsOfLongOperations()
			.loopBound(MANY)
			.loopIterationsBeforeThreadSwitch(MANY)
			.checkObstructionFreedom(true)
			.check(TimeWindowInterleavingTests.class);
	}

}
