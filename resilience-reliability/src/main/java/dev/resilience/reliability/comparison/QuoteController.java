package dev.resilience.reliability.comparison;

import dev.resilience.reliability.comparison.Quotes.Quote;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the users of the application ask. */
@RestController
class QuoteController {

	private final Quotes quotes;

	QuoteController(Quotes quotes) {
		this.quotes = quotes;
	}

	@GetMapping("/show/{sku}")
	ResponseEntity<String> show(@PathVariable String sku) {
		Quote quote = this.quotes.quote(sku);
		return ResponseEntity.ok().header("Degraded", String.valueOf(quote.degraded())).body(quote.text());
	}

}
