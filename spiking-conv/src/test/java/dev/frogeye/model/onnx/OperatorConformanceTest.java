package dev.frogeye.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.frogeye.model.onnx.rule.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every supported operator against ONNX Runtime, by cases in the layout of ONNX's backend tests. */
class OperatorConformanceTest {
    private static final Path TABLE =
            Path.of(System.getProperty("frogeye.root", "..")).resolve("docs/operators.md");

    /** What each generated case is a case of, by name. */
    private static final Map<String, OperatorTable.Tried> TRIED = new TreeMap<>();

    private static BackendSuite suite;

    @BeforeAll
    static void generateAndRun(@TempDir Path folder) throws Exception {
        int number = 0;
        for (OperatorCase variant : OperatorCases.all()) {
            number++;
            for (int opset : variant.opsets()) {
                String name = String.format("%s_%03d_opset%d", variant.operator(), number, opset);
                try {
                    variant.write(Files.createDirectory(folder.resolve(name)), opset);
                } catch (OrtException e) {
                    throw new AssertionError("ONNX Runtime refuses " + name, e);
                }
                TRIED.put(name, new OperatorTable.Tried(variant.operator(), opset));
            }
        }
        suite = BackendSuite.run(folder);
        suite.summarize("generated");
    }

    @TestFactory
    Stream<DynamicTest> generatedCases() {
        return suite.tests();
    }

    @Test
    void nothingIsRefused() {
        assertThat(suite.outcomes())
                .hasSize(TRIED.size())
                .noneMatch(outcome -> outcome.verdict() == BackendCase.Verdict.REFUSED);
    }

    @Test
    void everyOperatorHasCases() {
        Set<String> tried =
                TRIED.values().stream().map(OperatorTable.Tried::operator).collect(Collectors.toSet());
        assertThat(tried).doesNotContainAnyElementsOf(OperatorCases.UNKNOWN_TO_ONNX_RUNTIME);
        tried.addAll(OperatorCases.UNKNOWN_TO_ONNX_RUNTIME);
        assertThat(tried).containsExactlyInAnyOrderElementsOf(Operators.names());
    }

    @Test
    void theTableInTheDocumentsIsWhatTheCasesSay() throws IOException {
        String table = OperatorTable.of(TRIED, suite.outcomes());
        if (Boolean.getBoolean("frogeye.docs.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE))
                .as("docs/operators.md; write it anew with -Dfrogeye.docs.write=true")
                .isEqualTo(table);
    }
}
