package dev.resilience.sample.provider;

import java.io.IOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * {@code /faults}: GET shows the faults, PUT replaces them all, DELETE heals. Answers the
 * faults as they then are, and never falls ill itself.
 */
class FaultsHandler implements HttpHandler {

	private final FaultSwitch faults;

	FaultsHandler(FaultSwitch faults) {
		this.faults = faults;
	}

	@Override
	public void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			JsonExchange.send(exchange, reply(exchange));
		}
	}

	private Reply reply(HttpExchange exchange) throws IOException {
		// the server hands over all that begins like /faults
		if (!"/faults".equals(exchange.getRequestURI().getPath())) {
			return Reply.error(404, "There is only /faults here");
		}
		switch (exchange.getRequestMethod()) {
			case "GET" -> {
			}
			case "PUT" -> {
				try {
					this.faults.set(FaultsParser.parse(JsonExchange.readObject(exchange)));
				}
				catch (BadRequestException ex) {
					return Reply.error(400, ex.problem());
				}
			}
			case "DELETE" -> this.faults.set(Faults.NONE);
			default -> {
				return Reply.error(405, "Allowed are GET, PUT and DELETE").withHeader("Allow", "GET, PUT, DELETE");
			}
		}
		return Reply.ok(this.faults.current().toJson());
	}

}
