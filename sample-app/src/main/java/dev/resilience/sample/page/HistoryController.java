package dev.resilience.sample.page;

import dev.resilience.sample.page.CallHistory.History;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/history}.
 */
@RestController
class HistoryController {

	private final CallHistory history;

	HistoryController(CallHistory history) {
		this.history = history;
	}

	@GetMapping("/api/history")
	History history() {
		return this.history.latest();
	}

}
