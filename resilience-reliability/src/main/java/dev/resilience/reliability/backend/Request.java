package dev.resilience.reliability.backend;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A request of HTTP/1.1, as much of it as the backend looks at.
 *
 * @param path the path
 * @param body the body, empty if there is none
 */
record Request(String path, byte[] body) {

	private static final int LONGEST_LINE = 64 * 1024;

	/**
	 * Reads the next request.
	 * @param in where it comes from
	 * @return the request, or null if the client has closed the connection
	 * @throws IOException if the connection breaks, or is closed within the request
	 */
	static @Nullable Request read(InputStream in) throws IOException {
		String first = line(in);
		if (first == null) {
			return null;
		}
		int length = 0;
		boolean chunked = false;
		for (String header = some(line(in)); !header.isEmpty(); header = some(line(in))) {
			String known = header.toLowerCase(Locale.ROOT);
			if (known.startsWith("content-length:")) {
				length = Integer.parseInt(known.substring(known.indexOf(':') + 1).strip());
			}
			chunked |= known.startsWith("transfer-encoding:") && known.endsWith("chunked");
		}
		String[] words = first.split(" ");
		return new Request((words.length > 1) ? words[1] : "/", chunked ? chunks(in) : exactly(length, in));
	}

	private static byte[] chunks(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = size(in); size > 0; size = size(in)) {
			body.write(exactly(size, in));
			line(in);
		}
		line(in);
		return body.toByteArray();
	}

	private static int size(InputStream in) throws IOException {
		return Integer.parseInt(some(line(in)).split(";")[0].strip(), 16);
	}

	private static byte[] exactly(int length, InputStream in) throws IOException {
		byte[] bytes = in.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("The client closed the connection within its request");
		}
		return bytes;
	}

	private static String some(@Nullable String line) throws EOFException {
		if (line == null) {
			throw new EOFException("The client closed the connection within its request");
		}
		return line;
	}

	private static @Nullable String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			if (next < 0 || line.size() > LONGEST_LINE) {
				return null;
			}
			line.write(next);
		}
		return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
	}

}
