package dev.resilience.reliability.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.FaultText;

/**
 * What was wanted on the command line.
 *
 * @param quick whether it has to be over soon
 * @param record whether the page takes the results
 * @param only what the names of the campaigns contain that are wanted; none means all
 * @param faults faults of one's own; if there are some, these alone are tried
 * @param rate requests a second
 */
record Settings(boolean quick, boolean record, List<String> only, List<Fault> faults, int rate) {

	/**
	 * Leaves most of two processors idle, which three processes share: a load that is the
	 * fault itself would say nothing of the fault. In ten seconds it still shows the
	 * slowest in a hundred ten times.
	 */
	private static final int USUAL_RATE = 100;

	static Settings parse(String[] args) {
		boolean quick = false;
		boolean record = false;
		int rate = USUAL_RATE;
		List<String> only = new ArrayList<>();
		List<Fault> faults = new ArrayList<>();
		for (int i = 0; i < args.length; i++) {
			switch (args[i]) {
				case "--quick" -> quick = true;
				case "--record" -> record = true;
				case "--only" -> only.add(value(args, ++i));
				case "--fault" -> faults.add(FaultText.parse(value(args, ++i)));
				case "--rate" -> rate = Integer.parseInt(value(args, ++i));
				default -> throw new IllegalArgumentException("Unknown option '" + args[i]
						+ "'; there are --quick, --record, --only NAME, --fault TEXT, --rate NUMBER");
			}
		}
		return new Settings(quick, record, List.copyOf(only), List.copyOf(faults), rate);
	}

	boolean wants(String name) {
		return this.only.isEmpty() || this.only.stream().anyMatch(name::contains);
	}

	/** How long the provider is well before, and after. */
	Duration well() {
		return this.quick ? Duration.ofMillis(300) : Duration.ofSeconds(2);
	}

	/** How long it is ill. */
	Duration ill() {
		return this.quick ? Duration.ofMillis(1500) : Duration.ofSeconds(10);
	}

	/** How long a circuit stays open: in a quick run less than the sample says. */
	String openDuration() {
		return this.quick ? "500ms" : "5s";
	}

	private static String value(String[] args, int index) {
		if (index == args.length) {
			throw new IllegalArgumentException("Nothing follows " + args[index - 1]);
		}
		return args[index];
	}

}
