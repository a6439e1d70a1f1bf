package dev.resilience.reliability.subject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills the heap for a while. What frees it again needs no memory: a thread that is there
 * beforehand forgets what it holds.
 */
class Ballast {

	private static final int BLOCK = 64 * 1024;

	private static final int MEGABYTE = 1024 * 1024;

	/**
	 * Fills the heap.
	 * @param leave how many megabytes remain free
	 * @param hold how long
	 */
	void load(int leave, Duration hold) {
		long until = System.nanoTime() + hold.toNanos();
		Thread thread = new Thread(() -> {
			List<byte[]> blocks = blocks(leave);
			while (until - System.nanoTime() > 0) {
				LockSupport.parkNanos(until - System.nanoTime());
			}
			blocks.clear();
		}, "ballast");
		thread.setDaemon(true);
		thread.start();
	}

	private static List<byte[]> blocks(int leave) {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
		long count = Math.max(0, (free - (long) leave * MEGABYTE) / BLOCK);
		List<byte[]> blocks = new ArrayList<>((int) count);
		try {
			for (long i = 0; i < count; i++) {
				blocks.add(new byte[BLOCK]);
			}
		}
		catch (OutOfMemoryError ex) {
			// then it is full
		}
		return blocks;
	}

}
