package dev.resilience.sample.provider;

/**
 * Holds the faults that the provider shows at present. A new provider is healthy.
 */
class FaultSwitch {

	private volatile Faults current = Faults.NONE;

	Faults current() {
		return this.current;
	}

	void set(Faults faults) {
		this.current = faults;
	}

}
