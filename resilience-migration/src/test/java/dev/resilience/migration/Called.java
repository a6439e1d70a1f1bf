package dev.resilience.migration;

/** A bean with one method, which subclasses annotate. */
public class Called {

	private final Backend backend;

	protected Called(Backend backend) {
		this.backend = backend;
	}

	public String call() {
		return this.backend.call();
	}

}
