package dev.resilience.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens, step by step.
 *
 * @param setup what it happens to
 * @param steps what happens
 */
record History(Setup setup, List<Step> steps) {

	/** The same seed makes the same steps. */
	static History random(Setup setup, int length, Random random) {
		List<Step> steps = new ArrayList<>();
		double illness = 0;
		for (int i = 0; i < length; i++) {
			if (i % 50 == 0) {
				illness = random.nextDouble();
			}
			steps.add(step(illness, random));
		}
		return new History(setup, steps);
	}

	History with(List<Step> others) {
		return new History(this.setup, others);
	}

	private static Step step(double illness, Random random) {
		int caller = random.nextInt(Setup.CALLERS);
		int what = random.nextInt(100);
		if (what < 36) {
			return new Step.Begin(caller, random.nextInt(6) == 0);
		}
		if (what < 72) {
			return new Step.End(caller, ending(illness, random));
		}
		if (what < 75) {
			return new Step.GiveUp(caller);
		}
		if (what < 94) {
			return new Step.Pass(Duration.ofMillis(pause(random)));
		}
		if (what < 98) {
			return new Step.PassToChange(random.nextInt(3) - 1);
		}
		return new Step.Act(Step.Action.values()[random.nextInt(Step.Action.values().length)]);
	}

	private static Ending ending(double illness, Random random) {
		if (random.nextDouble() < illness) {
			return Ending.TRANSIENT;
		}
		int which = random.nextInt(20);
		return (which < Ending.values().length) ? Ending.values()[which] : Ending.SUCCESS;
	}

	private static long pause(Random random) {
		return switch (random.nextInt(10)) {
			case 0 -> random.nextInt(10_000);
			case 1, 2, 3 -> random.nextInt(500);
			default -> random.nextInt(40);
		};
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder().append(this.setup.form())
			.append(' ')
			.append(this.setup.kinds())
			.append(this.setup.watched() ? ", watched" : ", not watched")
			.append(System.lineSeparator())
			.append(this.setup.spec());
		for (int i = 0; i < this.steps.size(); i++) {
			text.append(System.lineSeparator()).append(i).append(": ").append(this.steps.get(i));
		}
		return text.toString();
	}

}
