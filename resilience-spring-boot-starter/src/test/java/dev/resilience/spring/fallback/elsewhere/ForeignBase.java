package dev.resilience.spring.fallback.elsewhere;

/** A superclass, or another bean, of another package. */
public class ForeignBase {

	protected String inherited(String name) {
		return "inherited " + name;
	}

	protected static String inheritedStatic(String name) {
		return "static " + name;
	}

	String unseen(String name) {
		return name;
	}

	private String hidden(String name) {
		return name;
	}

	public String useHidden() {
		return hidden("");
	}

}
