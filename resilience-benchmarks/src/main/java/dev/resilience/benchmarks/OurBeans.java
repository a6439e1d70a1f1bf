package dev.resilience.benchmarks;

import dev.resilience.annotation.CircuitProtected;
import dev.resilience.annotation.Fallback;
import dev.resilience.annotation.Retryable;
import dev.resilience.annotation.TimeLimited;

/** The beans of {@link OurAnnotations}; they differ by their annotations alone. */
final class OurBeans {

	private OurBeans() {
	}

	static class WithCircuit implements Answers {

		@Override
		@CircuitProtected(OurState.POLICY)
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	static class WithRetry implements Answers {

		@Override
		@Retryable(OurState.POLICY)
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	static class WithTimeLimit implements Answers {

		@Override
		@TimeLimited(OurState.POLICY)
		public String answer(String question) {
			return Work.answer(question);
		}

	}

	static class WithFallback implements Answers {

		@Override
		@Fallback(value = OurState.POLICY, method = "noAnswer")
		public String answer(String question) {
			return Work.answer(question);
		}

		String noAnswer(String question) {
			return Work.NO_ANSWER;
		}

	}

	static class WithCircuitAndFallback implements Answers {

		@Override
		@CircuitProtected(OurState.POLICY)
		@Fallback(value = OurState.POLICY, method = "noAnswer")
		public String answer(String question) {
			return Work.answer(question);
		}

		String noAnswer(String question) {
			return Work.NO_ANSWER;
		}

	}

	static class WithAllFour implements Answers {

		@Override
		@Retryable(OurState.POLICY)
		@CircuitProtected(OurState.POLICY)
		@TimeLimited(OurState.POLICY)
		@Fallback(value = OurState.POLICY, method = "noAnswer")
		public String answer(String question) {
			return Work.answer(question);
		}

		String noAnswer(String question) {
			return Work.NO_ANSWER;
		}

	}

}
