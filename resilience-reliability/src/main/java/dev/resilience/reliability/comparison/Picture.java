package dev.resilience.reliability.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

import dev.resilience.reliability.comparison.Comparison.Measured;
import dev.resilience.reliability.comparison.Phase.State;
import dev.resilience.reliability.traffic.Timeline.Result;
import dev.resilience.reliability.traffic.Timeline.Share;

/**
 * What was measured, as an SVG: a row for each variant on one axis of time, the calls of
 * each second as areas on top of each other, and the p99 of each second as a line on a
 * logarithmic scale. It brings its own background, because it is shown on pages whose
 * theme it does not know.
 */
final class Picture {

	private static final int WIDTH = 960;

	private static final int LEFT = 56;

	private static final int RIGHT = 60;

	private static final int TOP = 84;

	private static final int ROW = 118;

	private static final int GAP = 52;

	/** The line goes from 10^0 ms to 10^4 ms. */
	private static final int DECADES = 4;

	private static final String STYLE = """
			<style>
			svg { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif }
			.ground { fill: #ffffff } .text { fill: #1f2328 } .faint { fill: #59636e }
			.head { fill: #1f2328; font-weight: 600; font-size: 15px }
			.grid { stroke: #d1d9e0 } .ill { fill: #eceff2 } .frame { fill: none; stroke: #8c959f }
			.answered { fill: #5aa9d6 } .degraded { fill: #f0c04a } .failed { fill: #c2410c }
			.p99 { fill: none; stroke: #1f2328; stroke-width: 2; stroke-linejoin: round }
			@media (prefers-color-scheme: dark) {
			.ground { fill: #0d1117 } .text, .head { fill: #f0f6fc } .faint { fill: #9198a1 }
			.grid { stroke: #3d444d } .ill { fill: #1f262e } .frame { stroke: #656c76 }
			.answered { fill: #2f77a8 } .degraded { fill: #b98a14 } .failed { fill: #e5532d }
			.p99 { stroke: #f0f6fc }
			}
			</style>""";

	private final List<Measured> measured;

	private final int rate;

	private final int seconds = Phase.all().stream().mapToInt(Phase::seconds).sum();

	private final List<String> lines = new ArrayList<>();

	Picture(List<Measured> measured, int rate) {
		this.measured = measured;
		this.rate = rate;
	}

	/** Draws it. */
	String draw() {
		int height = TOP + this.measured.size() * (ROW + GAP) + 6;
		line("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH,
				height, "Calls a second that were answered, degraded and failed, and the p99 of each second");
		this.lines.add(STYLE);
		line("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
		legend();
		phases();
		for (int row = 0; row < this.measured.size(); row++) {
			row(this.measured.get(row), TOP + GAP / 2 + row * (ROW + GAP));
		}
		this.lines.add("</svg>");
		return String.join("\n", this.lines) + "\n";
	}

	private void legend() {
		int x = LEFT;
		for (Result result : Result.values()) {
			String name = result.name().toLowerCase(Locale.ROOT);
			line("<rect class=\"%s\" x=\"%d\" y=\"14\" width=\"14\" height=\"14\"/>", name, x);
			text("text", x + 20, 26, "start", name);
			x += 104;
		}
		line("<path class=\"p99\" d=\"M%d,21 h22\"/>", x);
		text("text", x + 28, 26, "start", "p99 of each second (right, logarithmic)");
		text("faint", WIDTH - RIGHT, 26, "end", this.rate + " calls a second come in");
	}

	private void phases() {
		text("faint", LEFT, 56, "start", "The backend is");
		int begin = 0;
		for (Phase phase : Phase.all()) {
			double middle = x(begin + phase.seconds() / 2.0);
			text((phase.state() == State.WELL) ? "faint" : "text", middle, 76, "middle", phase.title());
			begin += phase.seconds();
		}
	}

	private void row(Measured one, int headline) {
		int top = headline + 10;
		int bottom = top + ROW;
		text("head", LEFT, headline, "start", one.variant().title());
		int begin = 0;
		for (Phase phase : Phase.all()) {
			if (phase.state() != State.WELL) {
				line("<rect class=\"ill\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>", x(begin), top,
						x(phase.seconds()) - LEFT, ROW);
			}
			begin += phase.seconds();
		}
		double[] below = new double[this.seconds];
		for (Result result : Result.values()) {
			area(result, below, one, bottom);
		}
		for (int decade = 0; decade <= DECADES; decade++) {
			double y = bottom - ROW * (double) decade / DECADES;
			line("<path class=\"grid\" stroke-dasharray=\"2 4\" d=\"M%d,%.1f H%d\"/>", LEFT, y, WIDTH - RIGHT);
			text("faint", WIDTH - RIGHT + 6, y + 4, "start",
					(decade < 3) ? (int) Math.pow(10, decade) + " ms" : (int) Math.pow(10, decade - 3) + " s");
		}
		text("faint", LEFT - 6, bottom + 4, "end", "0");
		text("faint", LEFT - 6, y(this.rate, bottom) + 4, "end", this.rate + "/s");
		line("<path class=\"p99\" d=\"%s\"/>", path((second) -> latency(one, second, bottom), 'M'));
		line("<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", LEFT, top, WIDTH - LEFT - RIGHT,
				ROW);
		for (int second = 0; second <= this.seconds; second += 5) {
			text("faint", x(second), bottom + 15, "middle", second + " s");
		}
	}

	/** Draws one result on top of those before, and adds it to them. */
	private void area(Result result, double[] below, Measured one, int bottom) {
		double[] above = below.clone();
		for (int second = 0; second < this.seconds; second++) {
			above[second] += second(one, second).of(result);
		}
		StringBuilder shape = new StringBuilder();
		for (int second = 0; second < this.seconds; second++) {
			String point = (second == 0) ? "M" : "L";
			shape.append(point)
				.append(step(second, above[second], bottom))
				.append(step(second + 1, above[second], bottom, 'L'));
		}
		for (int second = this.seconds - 1; second >= 0; second--) {
			shape.append(step(second + 1, below[second], bottom, 'L')).append(step(second, below[second], bottom, 'L'));
		}
		line("<path class=\"%s\" d=\"%sZ\"/>", result.name().toLowerCase(Locale.ROOT), shape);
		System.arraycopy(above, 0, below, 0, below.length);
	}

	private String step(int second, double calls, int bottom) {
		return String.format(Locale.ROOT, "%.1f,%.1f", x(second), y(calls, bottom));
	}

	private String step(int second, double calls, int bottom, char command) {
		return command + step(second, calls, bottom);
	}

	private String path(IntToDoubleFunction height, char first) {
		StringBuilder path = new StringBuilder();
		for (int second = 0; second < this.seconds; second++) {
			path.append((second == 0) ? first : 'L')
				.append(String.format(Locale.ROOT, "%.1f,%.1f", x(second + 0.5), height.applyAsDouble(second)));
		}
		return path.toString();
	}

	private static double latency(Measured one, int second, int bottom) {
		double millis = second(one, second).percentile(99);
		double decades = Math.log10(Math.max(Double.isNaN(millis) ? 1 : millis, 1));
		return bottom - ROW * Math.min(decades / DECADES, 1);
	}

	private static Share second(Measured one, int second) {
		return one.calls().between(second, second + 1);
	}

	private double x(double second) {
		return LEFT + (WIDTH - LEFT - RIGHT) * second / this.seconds;
	}

	/** A little room above the calls that come in. */
	private double y(double calls, int bottom) {
		return bottom - ROW * calls / (this.rate * 1.1);
	}

	private void text(String style, double x, double y, String anchor, String text) {
		line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", style, x, y, anchor, text);
	}

	private void line(String format, Object... values) {
		this.lines.add(String.format(Locale.ROOT, format, values));
	}

}
