package dev.frogeye.benchmark.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a source tree of documents alone; in place of Frogeye a script that notes how it was called. */
class RivalsTableTest {
    @TempDir
    Path root;

    private Path data;
    private Path calls;

    @BeforeEach
    void tree() throws IOException {
        Files.createDirectories(root.resolve("docs/designs"));
        document("docs/designs/rivals.md", "all rivals");
        document("docs/compare.md", "R2 of the defaults");
        document("README.md", "fastest rivals");
        data = Files.createDirectories(root.resolve("data"));
        Files.createDirectories(data.resolve("models"));
        Files.createDirectories(data.resolve("videos"));
        try (GZIPOutputStream packed =
                new GZIPOutputStream(Files.newOutputStream(data.resolve("models/nanodet.onnx.gz")))) {
            packed.write("a model".getBytes(StandardCharsets.UTF_8));
        }
        Files.createFile(data.resolve("videos/bikes.mp4"));
        Files.createFile(data.resolve("videos/asl_book.mkv"));
        calls = root.resolve("calls");
        Reports.write(root.resolve("answer.json"), "bikes.mp4");
        frogeye("cp '" + root.resolve("answer.json") + "' \"$report/report.json\"");
    }

    @Test
    void measuresAndWritesTheTables() throws Exception {
        Result result = run("--data", data.toString(), "--networks", "nanodet", "--clips", "bikes.mp4", "--readme");

        assertThat(result.errors()).contains("1 of 1: nanodet on bikes.mp4");
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readString(calls))
                .startsWith("compare ")
                .contains(data.resolve("videos/bikes.mp4") + " ")
                .contains(
                        "--layer PartitionedCall/transpose_99 --pool none --preprocess fit=stretch,scale=1,mean=0,std=1 ")
                .contains("--frames 100 ")
                .contains("--calibrate-on " + data.resolve("videos/asl_book.mkv"));
        assertThat(root.resolve("benchmarks/target/rivals/models/nanodet.onnx")).hasContent("a model");
        assertThat(root.resolve("docs/designs/rivals.md"))
                .content()
                .startsWith(
                        "before\n<!-- all rivals: written by scripts/rivals-table -->\n- 2026-12-01: Some CPU, 2 cores")
                .contains("| delta-default | 0 | 2.0x (10x) .900 .850 .991 [3] |")
                .endsWith("<!-- end of all rivals -->\nafter\n");
        assertThat(root.resolve("README.md")).content().contains("| NanoDet | bikes | **2.0x** .900 |");
        assertThat(root.resolve("docs/compare.md")).content().contains("| NanoDet | .900 [3] |");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(root.resolve("docs/designs/rivals.svg").toFile())
                        .getElementsByTagName("circle")
                        .getLength())
                .isGreaterThan(5);
    }

    @Test
    void writesTheSameFromTheReportsThatThereAre() throws Exception {
        run("--data", data.toString(), "--networks", "nanodet", "--clips", "bikes.mp4", "--readme");
        List<String> before = texts();
        Files.delete(calls);

        assertThat(run("--render", "--readme").exitCode()).isZero();

        assertThat(calls).doesNotExist();
        assertThat(texts()).isEqualTo(before);
    }

    @Test
    void leavesTheReadmesTableWhereNoneOfItsNetworksIsMeasured() throws Exception {
        Files.copy(data.resolve("models/nanodet.onnx.gz"), data.resolve("models/movenet-lightning.onnx.gz"));
        String before = Files.readString(root.resolve("README.md"));

        Result result = run("--data", data.toString(), "--networks", "movenet", "--clips", "bikes.mp4", "--readme");

        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(root.resolve("README.md")).hasContent(before);
        assertThat(root.resolve("docs/compare.md")).content().contains("| MoveNet lightning |");
    }

    @Test
    void leavesTheReadmeAloneUnlessAsked() throws Exception {
        run("--data", data.toString(), "--networks", "nanodet", "--clips", "bikes.mp4");

        assertThat(root.resolve("README.md")).content().doesNotContain("NanoDet");
        assertThat(root.resolve("docs/compare.md")).content().doesNotContain("NanoDet");
    }

    @Test
    void namesAllThatIsMissingBeforeItMeasures() {
        Result result =
                run("--data", data.toString(), "--networks", "nanodet,rfb-320", "--clips", "bikes.mp4,cars.mp4");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .isEqualTo("rivals-table: missing: " + data.resolve("models/version-RFB-320.onnx") + ", "
                        + data.resolve("videos/cars.mp4")
                        + "; name the folder that holds models/ and videos/ by --data, or choose by --networks and"
                        + " --clips\n");
        assertThat(calls).doesNotExist();
    }

    @Test
    void aFailureIsNamedAndTheRestIsWritten() throws Exception {
        frogeye("case $report in *bikes.mp4) exit 5 ;; esac; cp '" + root.resolve("answer.json")
                + "' \"$report/report.json\"");

        Result result = run("--data", data.toString(), "--networks", "nanodet", "--clips", "bikes.mp4,asl_book.mkv");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.errors()).contains("rivals-table: failed, see above: nanodet on bikes.mp4\n");
        assertThat(root.resolve("docs/designs/rivals.md")).content().contains("### NanoDet");
    }

    @Test
    void withoutReportsThereIsNothingToWrite() {
        Result result = run("--render");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.errors()).contains("no report in " + root.resolve("benchmarks/target/rivals"));
    }

    @Test
    void aDocumentWithoutItsBlockIsNamedAndNothingIsWritten() throws Exception {
        Files.writeString(root.resolve("README.md"), "no block");

        Result result = run("--data", data.toString(), "--networks", "nanodet", "--clips", "bikes.mp4", "--readme");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.errors())
                .contains(root.resolve("README.md")
                        + " must have one line '<!-- fastest rivals: written by scripts/rivals-table -->'");
        assertThat(root.resolve("docs/designs/rivals.md")).content().doesNotContain("NanoDet");
    }

    @Test
    void anUnknownNetworkIsAnsweredByTheKnownOnes() {
        Result result = run("--networks", "nanodot");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.errors()).startsWith("no network 'nanodot'; there are inception-v3, mobilenet-v2, nanodet");
    }

    private record Result(int exitCode, String errors) {}

    private Result run(String... args) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        String[] all = new String[args.length + 2];
        all[0] = "--root";
        all[1] = root.toString();
        System.arraycopy(args, 0, all, 2, args.length);
        int exitCode = RivalsTable.run(new PrintStream(errors, true, StandardCharsets.UTF_8), all);
        return new Result(exitCode, errors.toString(StandardCharsets.UTF_8));
    }

    private void document(String name, String block) throws IOException {
        Files.writeString(
                root.resolve(name),
                "before\n<!-- " + block + ": written by scripts/rivals-table -->\nold\n<!-- end of " + block
                        + " -->\nafter\n");
    }

    private void frogeye(String work) throws IOException {
        Path script = root.resolve("scripts/frogeye");
        Files.createDirectories(script.getParent());
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s ' \"$@\" >>'" + calls + "'\n"
                        + "while [ \"$1\" != --report ]; do shift; done\nreport=$2\n" + work + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> texts() throws IOException {
        return List.of(
                Files.readString(root.resolve("README.md")),
                Files.readString(root.resolve("docs/compare.md")),
                Files.readString(root.resolve("docs/designs/rivals.md")),
                Files.readString(root.resolve("docs/designs/rivals.svg")));
    }
}
