package dev.resilience.reliability.backend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Answers in good HTTP that are no answers to the question. */
final class StrangeBodies {

	private static final String JSON = "Content-Type: application/json";

	private static final int DEPTH = 100_000;

	/**
	 * More than JSON's readers allow, and not so many that the buffers they keep would
	 * look like a leak.
	 */
	private static final int DIGITS = 2000;

	private static final int BOMB_MEGABYTES = 100;

	private StrangeBodies() {
	}

	static List<Fault> all() {
		byte[] bomb = bomb();
		return List.of(of("204", "204 No Content", "", ""), of("200 and nothing", "200 OK", JSON, ""),
				of("JSON of another shape", "200 OK", JSON, "{\"data\": 7, \"choices\": {\"message\": []}}"),
				of("JSON null", "200 OK", JSON, "null"), of("JSON that breaks off", "200 OK", JSON, "{\"data\": [{"),
				of("JSON of depth 100,000", "200 OK", JSON, "{\"data\": " + "[".repeat(DEPTH)),
				of("a number of 2000 digits", "200 OK", JSON, "{\"data\": [{\"index\": " + "9".repeat(DIGITS)),
				of("HTML", "200 OK", "Content-Type: text/html", "<html>Welcome to our hotel's WLAN</html>"),
				of("an unknown charset", "200 OK", "Content-Type: application/json; charset=klingon", "{\"data\": []}"),
				of("bytes of another charset", "200 OK", JSON, "{\"data\": \"\u00ff\u00fe\u00c0\u0080\"}"),
				of("no content type that could be parsed", "200 OK", "Content-Type: ;;;/", "{}"),
				of("a status of 999", "999 What", JSON, "{}"), Fault.of("Content-Length too long", (exchange) -> {
					exchange.send("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 100000\r\n\r\n");
					exchange.send(exchange.healthyBody());
				}), Fault.of("Content-Length too short", (exchange) -> {
					exchange.send("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: 10\r\n\r\n");
					exchange.send(exchange.healthyBody());
				}), Fault.of("Content-Length that is no number", (exchange) -> {
					exchange.send("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: many\r\n\r\n");
					exchange.send(exchange.healthyBody());
				}), Fault.of("a gzip bomb",
						(exchange) -> exchange.send("200 OK", JSON + "\r\nContent-Encoding: gzip", bomb)));
	}

	private static Fault of(String name, String status, String headers, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
		return Fault.of(name, (exchange) -> exchange.send(status, headers, bytes));
	}

	/** A hundred kilobytes that unpack to a thousand times as much. */
	private static byte[] bomb() {
		ByteArrayOutputStream packed = new ByteArrayOutputStream();
		byte[] blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
		try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
			for (int i = 0; i < BOMB_MEGABYTES; i++) {
				gzip.write(blanks);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return packed.toByteArray();
	}

}
