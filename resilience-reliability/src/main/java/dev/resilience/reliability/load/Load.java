package dev.resilience.reliability.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The process that asks. {@code Load URL} reads its orders from the standard input, a
 * line each: {@code NAME RATE} begins a section with so many requests a second (0 rests),
 * and {@code NAME burst COUNT} sends so many at once. Each section ends with the next
 * one, and prints a line of JSON when its last request has ended.
 * {@code Load URL RATE SECONDS} takes no orders.
 */
public final class Load {

	private Load() {
	}

	/**
	 * Asks.
	 * @param args the address to ask; then, to take no orders, the rate and the seconds
	 * @throws IOException if the standard input breaks
	 * @throws InterruptedException if the process is to end
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Pace pace = new Pace(new Asker(URI.create(args[0])));
		if (args.length > 2) {
			pace.begin("load", Integer.parseInt(args[1]));
			Thread.sleep(Math.round(Double.parseDouble(args[2]) * 1000));
		}
		else {
			obey(pace);
		}
		pace.end();
	}

	private static void obey(Pace pace) throws IOException {
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			String[] words = order.split(" ");
			if (words[1].equals("burst")) {
				pace.burst(words[0], Integer.parseInt(words[2]));
			}
			else {
				pace.begin(words[0], Integer.parseInt(words[1]));
			}
		}
	}

}
