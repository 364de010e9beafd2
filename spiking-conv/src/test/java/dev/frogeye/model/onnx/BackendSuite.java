package dev.frogeye.model.onnx;

import dev.frogeye.model.ModelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** All cases of a folder, and what came of them: none is left out without being listed. */
final class BackendSuite {
    private final List<BackendCase.Outcome> outcomes;

    private BackendSuite(List<BackendCase.Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /** Runs every folder below this one that holds a {@code model.onnx}. */
    static BackendSuite run(Path folder) throws IOException {
        List<Path> cases;
        try (Stream<Path> files = Files.walk(folder)) {
            cases = files.filter(file -> file.endsWith("model.onnx"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
        List<BackendCase.Outcome> outcomes = new ArrayList<>();
        for (Path found : cases) {
            outcomes.add(BackendCase.run(found));
        }
        return new BackendSuite(outcomes);
    }

    List<BackendCase.Outcome> outcomes() {
        return outcomes;
    }

    /** One test a case; what was refused is reported as skipped, with the reason. */
    Stream<DynamicTest> tests() {
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(outcome.name(), () -> {
                    switch (outcome.verdict()) {
                        case WRONG -> Assertions.fail(outcome.remark());
                        case REFUSED -> Assumptions.abort(outcome.remark());
                        case DENSE_ONLY, DENSE_AND_DELTA -> {}
                    }
                }));
    }

    /** Prints how many cases ended how and writes a line for each into the build's folder. */
    void summarize(String title) throws IOException {
        Map<BackendCase.Verdict, Integer> counts = new EnumMap<>(BackendCase.Verdict.class);
        List<String> lines = new ArrayList<>();
        for (BackendCase.Outcome outcome : outcomes) {
            counts.merge(outcome.verdict(), 1, Integer::sum);
            lines.add(String.format(
                    "%-15s  %s  %s", outcome.verdict().text, outcome.name(), ModelText.line(outcome.remark())));
        }
        List<String> totals = new ArrayList<>();
        counts.forEach((verdict, count) -> totals.add(count + " " + verdict.text));
        lines.add(0, title + ": " + outcomes.size() + " cases: " + String.join(", ", totals));
        Path file = Files.createDirectories(Path.of("target")).resolve("onnx-cases-" + title + ".txt");
        Files.write(file, lines);
        System.out.println(lines.get(0) + "; see " + file.toAbsolutePath());
        lines.stream()
                .filter(line -> line.startsWith(BackendCase.Verdict.REFUSED.text)
                        || line.startsWith(BackendCase.Verdict.WRONG.text))
                .forEach(System.out::println);
    }
}
