package dev.resilience.reliability.subject;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /watch}: what can be seen of the process only from inside. */
@RestController
class WatchController {

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final RequestWatch requests;

	private final Ballast ballast;

	private final ProviderMove move;

	WatchController(RequestWatch requests, Ballast ballast, ProviderMove move) {
		this.requests = requests;
		this.ballast = ballast;
		this.move = move;
	}

	@GetMapping("/watch")
	WatchReport report(@RequestParam(defaultValue = "false") boolean gc) {
		if (gc) {
			System.gc();
		}
		return new WatchReport(this.requests.asked(), this.requests.over(), this.requests.strays(), threads(),
				this.threads.getPeakThreadCount(), ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
	}

	@PostMapping("/watch/ballast")
	void load(@RequestParam int leave, @RequestParam long millis) {
		this.ballast.load(leave, Duration.ofMillis(millis));
	}

	@PostMapping("/watch/provider")
	void move(@RequestParam URI url) {
		this.move.to(url);
	}

	/** Platform threads by their names, each number in a name being a #. */
	private Map<String, Integer> threads() {
		Map<String, Integer> threads = new TreeMap<>();
		for (ThreadInfo thread : this.threads.getThreadInfo(this.threads.getAllThreadIds())) {
			// one that has ended meanwhile is null
			if (thread != null) {
				threads.merge(thread.getThreadName().replaceAll("\\d+", "#"), 1, Integer::sum);
			}
		}
		return threads;
	}

}
