package dev.resilience.reliability.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.resilience.reliability.subject.SubjectOptions;
import org.jspecify.annotations.Nullable;

/**
 * Runs the campaigns, prints a row for each, and fails if something does not hold. From
 * the root of the project:
 *
 * <pre>
 * resilience-reliability/run                         all of them, about 40 minutes
 * resilience-reliability/run --quick                 each for 1.5 seconds
 * resilience-reliability/run --only Retry-After      those with this in their name
 * resilience-reliability/run --fault "late 300"      a fault of one's own
 * resilience-reliability/run --record                writes the table into RELIABILITY.md
 * </pre>
 */
public final class RunCampaigns {

	private RunCampaigns() {
	}

	/**
	 * Runs them.
	 * @param args the options, as {@code resilience-reliability/run} tells them
	 * @throws IOException if a process does not start, or does not answer
	 * @throws InterruptedException if the process is to end
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		Settings settings = Settings.parse(args);
		List<Outcome> outcomes = run(settings, Campaigns.of(settings), ResultPage.log("campaigns.log"));
		if (settings.record()) {
			StringBuilder table = new StringBuilder(Outcome.HEADER);
			outcomes.forEach((outcome) -> table.append(outcome.toMarkdown()));
			ResultPage.write("campaigns",
					ResultPage.environment() + ", " + settings.rate() + " requests a second\n\n" + table);
		}
		long bad = outcomes.stream().filter((outcome) -> !outcome.mistakes().isEmpty()).count();
		System.out.println("\n" + outcomes.size() + " campaigns, " + bad + " with something that does not hold");
		System.exit((bad > 0 || outcomes.isEmpty()) ? 1 : 0);
	}

	private static List<Outcome> run(Settings settings, List<Campaign> campaigns, Path log)
			throws IOException, InterruptedException {
		System.out.print(Outcome.HEADER);
		List<Outcome> outcomes = new ArrayList<>();
		SubjectOptions running = null;
		Stage stage = null;
		try {
			for (int i = 0; i < campaigns.size(); i++) {
				Campaign campaign = campaigns.get(i);
				if (stage == null || !campaign.options().equals(running)) {
					close(stage);
					running = campaign.options();
					stage = new Stage(running, settings.rate(), log);
				}
				boolean last = i == campaigns.size() - 1 || !campaigns.get(i + 1).options().equals(running);
				Outcome outcome = new CampaignRun(stage, campaign, settings).run(last || !settings.quick());
				outcomes.add(outcome);
				System.out.print(outcome.toMarkdown());
			}
		}
		finally {
			close(stage);
		}
		return outcomes;
	}

	private static void close(@Nullable Stage stage) {
		if (stage != null) {
			stage.close();
		}
	}

}
