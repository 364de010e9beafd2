package dev.frogeye.model.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Cases of others in the layout of ONNX's backend tests: {@code -Dfrogeye.onnx.testdata=DIR}. */
class OnnxBackendTest {
    @TestFactory
    Stream<DynamicTest> casesOfTheFolderThatIsNamed() throws IOException {
        String folder = System.getProperty("frogeye.onnx.testdata", "");
        assumeTrue(!folder.isEmpty(), "no folder is named by -Dfrogeye.onnx.testdata");
        assumeTrue(Files.isDirectory(Path.of(folder)), folder + " is no folder");
        BackendSuite suite = BackendSuite.run(Path.of(folder));
        suite.summarize("testdata");
        return suite.tests();
    }
}
