package dev.resilience.benchmarks;

/** What every bean here does, whatever protects it. */
interface Answers {

	String answer(String question);

}
