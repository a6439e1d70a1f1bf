package dev.resilience.reliability.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.reliability.backend.Exchange;
import dev.resilience.reliability.backend.Fault;
import dev.resilience.reliability.backend.Faults;
import dev.resilience.reliability.subject.SubjectOptions;

/** Which campaigns there are. */
final class Campaigns {

	/**
	 * The totals of the sample's two policies are 250 and 350 ms. A client that does not
	 * listen to interrupts takes its own time-out for each, 500 ms. The rest is for two
	 * processors that three processes share.
	 */
	private static final Duration USUAL = Duration.ofSeconds(2);

	/** The totals of a patient application, and as long as thousands of threads take. */
	private static final Duration CROWDED = Duration.ofSeconds(20);

	private static final int CROWD = 2500;

	/** So that all of the crowd is there before the first has lost patience. */
	private static final String[] PATIENT = { "--resilience.policies.provider.time-limit.timeout=4s",
			"--resilience.policies.provider.time-limit.total=5s",
			"--resilience.policies.embeddings.time-limit.timeout=4s",
			"--resilience.policies.embeddings.time-limit.total=5s", "--spring.http.clients.connect-timeout=3s",
			"--spring.http.clients.read-timeout=6s" };

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private Campaigns() {
	}

	static List<Campaign> of(Settings settings) {
		String open = "--resilience.policies.provider.circuit.open-duration=" + settings.openDuration();
		SubjectOptions usual = SubjectOptions.heap("256m").with(open);
		if (!settings.faults().isEmpty()) {
			return settings.faults().stream().map((fault) -> Campaign.of(fault, usual, USUAL)).toList();
		}
		List<Campaign> campaigns = new ArrayList<>();
		Faults.all().values().forEach((fault) -> campaigns.add(Campaign.of(fault, usual, USUAL)));
		Fault hung = Fault.of("hung", Exchange::hang);
		SubjectOptions many = SubjectOptions.heap("768m").with(PATIENT).with(open, "--server.tomcat.threads.max=3000");
		campaigns.add(new Campaign(CROWD + " requests at once, most threads", hung, CROWD, 0, many, CROWDED));
		if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
			SubjectOptions virtual = many.with("--spring.threads.virtual.enabled=true");
			campaigns.add(new Campaign(CROWD + " requests at once, virtual threads, most platform threads", hung, CROWD,
					0, virtual, CROWDED));
		}
		SubjectOptions small = SubjectOptions.heap("96m").with(open);
		campaigns.add(new Campaign("heap nearly full", Fault.NONE, 0, 4, small, CROWDED));
		campaigns.add(new Campaign("heap nearly full, provider hung", hung, 0, 4, small, CROWDED));
		campaigns.add(new Campaign("heap full", Fault.NONE, 0, 1, small, CROWDED));
		return campaigns.stream().filter((campaign) -> settings.wants(campaign.name())).toList();
	}

}
