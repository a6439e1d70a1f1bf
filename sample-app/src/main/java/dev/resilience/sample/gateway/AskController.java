package dev.resilience.sample.gateway;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/ask?question=…}.
 */
@RestController
class AskController {

	private final DocumentSearch search;

	private final GenerationClient generation;

	AskController(DocumentSearch search, GenerationClient generation) {
		this.search = search;
		this.generation = generation;
	}

	@GetMapping("/api/ask")
	Answer ask(@RequestParam(required = false) @Nullable String question) {
		// optional for Spring, so that a missing question and a blank one get the same
		// advice
		if (question == null || question.isBlank()) {
			throw questionMissing();
		}
		return this.generation.generate(question, this.search.closestTo(question));
	}

	private static ErrorResponseException questionMissing() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
				"The question is missing or blank; ask like this: /api/ask?question=What+is+a+circuit+breaker");
		return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
	}

}
