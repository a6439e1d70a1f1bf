package dev.resilience.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.SpringVersion;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing stands in a guide that no trial knows. */
class GuidesTests {

	private static final Path SOURCES = Path.of("src", "test");

	private static final Pattern KEY = Pattern.compile("`((?:retry|circuit|time-limit|fallback)\\.[a-z.-]+[a-z])`");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)#?([^)]*)\\)");

	@ParameterizedTest
	@EnumSource(Guide.class)
	void everyRowHasItsTrialAndEveryTrialItsRow(Guide guide) {
		List<String> rows = guide.rows().stream().map(Guide.Line::toString).toList();
		assertThat(rows).doesNotHaveDuplicates().hasSizeGreaterThan(10);
		assertThat(tried(guide)).containsExactlyInAnyOrderElementsOf(rows);
	}

	@ParameterizedTest
	@EnumSource(Guide.class)
	void everyBlockIsAPieceOfATrial(Guide guide) throws IOException {
		String sources = sources();
		assertThat(guide.blocks()).hasSizeGreaterThanOrEqualTo(4).allSatisfy((block) -> {
			assertThat(block.language()).isIn("java", "yaml");
			assertThat(sources.contains("\n" + block.text() + "\n")).as(block.text()).isTrue();
		});
	}

	@ParameterizedTest
	@EnumSource(Guide.class)
	void everyKeyOfOursIsKnown(Guide guide) throws IOException {
		String known = new ClassPathResource("META-INF/spring-configuration-metadata.json")
			.getContentAsString(StandardCharsets.UTF_8);
		List<String> keys = guide.lines()
			.stream()
			.flatMap((line) -> KEY.matcher(line).results())
			.map((found) -> found.group(1))
			.toList();
		assertThat(keys).hasSizeGreaterThan(10)
			.allMatch((key) -> known.contains("\"resilience.defaults." + key + "\""));
	}

	@ParameterizedTest
	@EnumSource(Guide.class)
	void everyLinkLeadsSomewhere(Guide guide) {
		List<MatchResult> links = guide.lines().stream().flatMap((line) -> LINK.matcher(line).results()).toList();
		assertThat(links).isNotEmpty().allSatisfy((link) -> {
			Path target = link.group(1).isEmpty() ? guide.file() : Path.of(link.group(1));
			assertThat(target).exists();
			if (!link.group(2).isEmpty()) {
				assertThat(anchors(target)).contains(link.group(2));
			}
		});
	}

	@Test
	void theGuidesNameTheVersionsThatAreTried() throws IOException {
		String pom = Files.readString(Path.of("pom.xml"));
		assertThat(String.join(" ", Guide.FROM_SPRING_RETRY.lines()))
			.contains("spring-retry " + version(pom, "spring-retry"));
		assertThat(String.join(" ", Guide.FROM_RESILIENCE4J.lines()))
			.contains("`resilience4j-spring-boot4` " + version(pom, "resilience4j"));
		assertThat(String.join(" ", Guide.FROM_SPRING_7.lines()))
			.contains("Spring Framework " + SpringVersion.getVersion().replaceAll("\\.\\d+$", "") + ",");
	}

	private static String version(String pom, String name) {
		String start = "<" + name + ".version>";
		return pom.substring(pom.indexOf(start) + start.length(), pom.indexOf("</" + name + ".version>"));
	}

	@Test
	void theFolderNamesEveryGuide() throws IOException {
		String readme = Files.readString(Path.of("README.md"));
		try (Stream<Path> files = Files.list(Path.of(""))) {
			assertThat(files.map(Path::toString).filter((file) -> file.startsWith("from-")))
				.hasSize(Guide.values().length)
				.allSatisfy((file) -> assertThat(readme).contains("(" + file + ")"));
		}
	}

	private static List<String> tried(Guide guide) {
		List<String> tried = new ArrayList<>();
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(TrialsOf.class));
		for (BeanDefinition found : scanner.findCandidateComponents("dev.resilience.migration")) {
			Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
			if (type.getAnnotation(TrialsOf.class).value() == guide) {
				for (Method method : type.getDeclaredMethods()) {
					for (Row row : method.getAnnotationsByType(Row.class)) {
						assertThat(isRun(method)).as("%s runs", method).isTrue();
						tried.add(row.before() + " -> " + row.after());
					}
				}
			}
		}
		return tried.stream().distinct().toList();
	}

	private static boolean isRun(Method method) {
		return (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
				&& !method.isAnnotationPresent(Disabled.class);
	}

	private static String sources() throws IOException {
		StringBuilder text = new StringBuilder();
		try (Stream<Path> files = Files.walk(SOURCES)) {
			for (Path file : files.filter((path) -> path.toString().matches(".*\\.(java|yml)")).sorted().toList()) {
				text.append('\n').append(Files.readString(file).stripTrailing()).append('\n');
			}
		}
		return text.toString();
	}

	private static List<String> anchors(Path file) {
		try {
			return Files.readAllLines(file)
				.stream()
				.filter((line) -> line.startsWith("#"))
				.map((line) -> line.replaceFirst("#+ ", "")
					.toLowerCase()
					.replaceAll("[^a-z0-9 -]", "")
					.replace(' ', '-'))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
