package dev.resilience.circuit;

import dev.resilience.Interleavings;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A row of failures is lengthened and broken as if one after the other, without a lock.
 */
public class ConsecutiveFailuresInterleavingTests {

	private static final long UNIT = 1_024;

	private final ConsecutiveFailures row = new ConsecutiveFailures(0);

	@Operation
	public long failed(@Param(gen = IntGen.class, conf = "1:3") int unit) {
		return this.row.failed(unit * UNIT);
	}

	@Operation
	public void succeeded() {
		this.row.succeeded();
	}

	@Operation
	public long read() {
		return this.row.read();
	}

	@Test
	void countLikeOneAfterTheOther() {
		Interleavings.options().checkObstructionFreedom(true).check(ConsecutiveFailuresInterleavingTests.class);
	}

}
