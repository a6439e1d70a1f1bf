package dev.resilience.reliability.comparison;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.resilience.reliability.comparison.Comparison.Measured;
import dev.resilience.reliability.traffic.Timeline;
import dev.resilience.reliability.traffic.Timeline.Result;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

class PictureTests {

	private static final int RATE = 10;

	private final List<Measured> measured = Stream.of(Variant.values())
		.map((variant) -> new Measured(variant, calls(), Phase.all().stream().map((phase) -> 7L).toList()))
		.toList();

	/** Each second is half answered and half failed. */
	private static Timeline calls() {
		Timeline calls = new Timeline();
		int seconds = Phase.all().stream().mapToInt(Phase::seconds).sum();
		for (int i = 0; i < seconds * RATE; i++) {
			calls.add(i / (double) RATE, 100, (i % 2 == 0) ? Result.ANSWERED : Result.FAILED);
		}
		return calls;
	}

	@Test
	void hasARowForEachVariant() throws Exception {
		NodeList texts = elements("text");
		for (Variant variant : Variant.values()) {
			assertThat(texts(texts)).contains(variant.title());
		}
		assertThat(elements("svg").getLength()).isEqualTo(1);
	}

	@Test
	void areasStandOnEachOtherAndNothingHasNoHeight() throws Exception {
		List<String> answered = paths("answered");
		List<String> degraded = paths("degraded");
		List<String> failed = paths("failed");
		assertThat(answered).hasSize(Variant.values().length);
		String top = y(answered.get(0), 0);
		assertThat(y(degraded.get(0), 0)).as("nothing is degraded").isEqualTo(top);
		assertThat(Double.parseDouble(y(failed.get(0), 0))).isLessThan(Double.parseDouble(top));
	}

	@Test
	void theTableHasALineForEachPhaseAndVariantAndForTheWhole() {
		String table = new ComparisonTable(this.measured).toString();
		assertThat(table.lines()).hasSize(2 + (Phase.all().size() + 1) * Variant.values().length);
		assertThat(table).contains("| **the whole** | this library | 420 | 210 (50.0 %) | 0 | 210 (50.0 %) | 100 ms |")
			.contains("| 49 |");
	}

	/** The height of the first corner, which is the top of the first second. */
	private static String y(String path, int corner) {
		return path.substring(1).split("L")[corner].split(",")[1];
	}

	private List<String> paths(String style) throws Exception {
		NodeList paths = elements("path");
		return Stream.iterate(0, (i) -> i < paths.getLength(), (i) -> i + 1)
			.map((i) -> (Element) paths.item(i))
			.filter((path) -> path.getAttribute("class").equals(style))
			.map((path) -> path.getAttribute("d"))
			.toList();
	}

	private static String texts(NodeList elements) {
		StringBuilder texts = new StringBuilder();
		for (int i = 0; i < elements.getLength(); i++) {
			texts.append(elements.item(i).getTextContent()).append('\n');
		}
		return texts.toString();
	}

	private NodeList elements(String name) throws Exception {
		String svg = new Picture(this.measured, RATE).draw();
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(svg)))
			.getElementsByTagName(name);
	}

}
