package dev.resilience.reliability.campaign;

/**
 * What was wanted on the command line.
 *
 * @param minutes how long
 * @param rate requests a second
 * @param seed of which faults come when
 * @param record whether the page takes the result
 */
record SoakSettings(int minutes, int rate, long seed, boolean record) {

	static SoakSettings parse(String[] args) {
		int minutes = 30;
		int rate = 150;
		long seed = 1;
		boolean record = false;
		for (int i = 0; i < args.length; i++) {
			switch (args[i]) {
				case "--rate" -> rate = Integer.parseInt(args[++i]);
				case "--seed" -> seed = Long.parseLong(args[++i]);
				case "--record" -> record = true;
				default -> minutes = Integer.parseInt(args[i]);
			}
		}
		return new SoakSettings(minutes, rate, seed, record);
	}

	@Override
	public String toString() {
		return this.minutes + " minutes, " + this.rate + " requests a second, seed " + this.seed;
	}

}
