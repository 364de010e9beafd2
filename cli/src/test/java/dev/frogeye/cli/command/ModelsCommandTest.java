package dev.frogeye.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.catalogue.CatalogueEntry;
import dev.frogeye.catalogue.Entries;
import dev.frogeye.catalogue.ModelServer;
import dev.frogeye.cli.Cli;
import dev.frogeye.cli.Main;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Interruption;
import dev.frogeye.cli.text.Session;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.model.builtin.Builtin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {
    private static final byte[] MODEL = Builtin.model("gabor").bytes();

    @TempDir
    private Path folder;

    private Path models;
    private Path catalogue;
    private ModelServer server;

    @BeforeEach
    void publish() throws IOException {
        server = new ModelServer(ModelServer.whole(MODEL));
        models = folder.resolve("models");
        CatalogueEntry gabor = Entries.of("gabor-1", MODEL, server.url());
        CatalogueEntry doubtful = Entries.unconfirmed(Entries.of("doubtful", MODEL, server.url()));
        CatalogueEntry other = Entries.of("other", "other".getBytes(StandardCharsets.UTF_8), server.url());
        catalogue = Entries.write(folder.resolve("catalogue.json"), gabor, doubtful, other);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Cli run(Object... args) {
        return Cli.runWith(
                Map.of("FROGEYE_MODELS", models.toString(), "FROGEYE_CATALOGUE", catalogue.toString()), args);
    }

    @Test
    void theCatalogueThatComesWithFrogeyeIsListed() throws IOException {
        Cli list = Cli.run("models", "list", "--models", models);
        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.outLines().get(0)).matches("name +MB +licence +input +here +checksum +what it is");
        assertThat(list.outLines()).hasSizeGreaterThan(12);
        assertThat(list.out())
                .containsPattern("(?m)^resnet50-v1-7 +102.6 +Apache-2.0 +1x3x224x224 +no +confirmed +ResNet-50");
        Cli json = Cli.run("models", "list", "--json", "--models", models);
        assertThat(json.outLines()).hasSize(list.outLines().size() - 1);
        JsonNode first = new ObjectMapper().readTree(json.outLines().get(0));
        assertThat(first.get("name").asText()).isEqualTo("resnet18-v1-7");
        assertThat(first.get("preprocessing").asText()).isEqualTo("imagenet");
        assertThat(first.get("here").asText()).isEqualTo("no");
        assertThat(first.get("urls")).hasSize(2);
    }

    @Test
    void aModelIsPulledFoundListedAndUsed() throws IOException {
        Cli pull = run("models", "pull", "gabor-1");
        assertThat(pull.err()).contains("pulled gabor-1 to " + models.resolve("gabor-1.onnx"));
        assertThat(pull.exitCode()).isZero();
        assertThat(pull.out()).isEmpty();
        assertThat(models.resolve("gabor-1.onnx")).hasBinaryContent(MODEL);

        assertThat(run("models", "pull", "gabor-1").err()).contains("gabor-1 is there");
        assertThat(server.requests()).hasSize(1);

        Cli path = run("models", "path", "gabor-1");
        assertThat(path.exitCode()).isZero();
        assertThat(path.out()).isEqualTo(models.resolve("gabor-1.onnx") + System.lineSeparator());

        assertThat(run("models", "list").out()).containsPattern("(?m)^gabor-1 .* yes +confirmed");
        assertThat(run("inspect", "catalogue:gabor-1").out()).contains("gabor");

        Path clip = folder.resolve("clip.mkv");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 3, 1));
        Path out = folder.resolve("out");
        Cli extract = run("extract", clip, "-o", out, "--model", "catalogue:gabor-1", "--format", "jsonl");
        assertThat(extract.err()).doesNotContain("frogeye: ");
        assertThat(extract.exitCode()).isZero();
        assertThat(Files.readString(out.resolve("_run.json")))
                .as("prepared as the catalogue says")
                .contains("fit=stretch,scale=1,mean=127,std=128,order=rgb");
    }

    @Test
    void anotherPreprocessingWinsAgainstThatOfTheCatalogue() throws IOException {
        run("models", "pull", "gabor-1");
        Path clip = folder.resolve("clip.mkv");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 3, 1));
        Path out = folder.resolve("out");
        run("extract", clip, "-o", out, "--model", "catalogue:gabor-1", "--preprocess", "fit=crop,std=0.5");
        assertThat(Files.readString(out.resolve("_run.json")))
                .contains("fit=crop")
                .doesNotContain("mean=127");
    }

    @Test
    void aModelThatIsNotHereIsToldWithTheCommandThatPullsIt() {
        Cli path = run("models", "path", "gabor-1");
        assertThat(path.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(path.out()).isEmpty();
        assertThat(path.errLines())
                .containsExactly("frogeye: gabor-1 is not here yet; run: frogeye models pull gabor-1 --catalogue "
                        + catalogue + " --models " + models);
        Cli inspect = run("inspect", "catalogue:gabor-1");
        assertThat(inspect.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(inspect.errLines()).singleElement().asString().contains("run: frogeye models pull gabor-1");
    }

    @Test
    void listTakesNoNamesAndAFolderThatIsAFileIsRefused() throws IOException {
        Cli named = run("models", "list", "resnet");
        assertThat(named.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(named.err()).contains("models list takes no names");
        Cli file = run("models", "list", "--models", catalogue);
        assertThat(file.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(file.errLines()).singleElement().asString().contains("--models: " + catalogue + " is no folder");
    }

    @Test
    void aWrongFileIsNoticedWhereverItsNameIsUsed() throws IOException {
        Files.createDirectories(models);
        Path wrong = Files.writeString(models.resolve("gabor-1.onnx"), "something else");
        for (Object[] args : List.of(
                new Object[] {"models", "path", "gabor-1"},
                new Object[] {"inspect", "catalogue:gabor-1"},
                new Object[] {"extract", "clip.mp4", "-o", "out", "--model", "catalogue:gabor-1"})) {
            Cli result = run(args);
            assertThat(result.exitCode()).isEqualTo(ExitCode.MODEL);
            assertThat(result.out()).isEmpty();
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .contains(wrong + " is not gabor-1: it has 14 bytes", "run: frogeye models pull gabor-1");
        }
        Cli list = run("models", "list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).containsPattern("(?m)^gabor-1 .* wrong +confirmed");
        assertThat(list.err()).contains("it has 14 bytes, expected " + MODEL.length);
    }

    @Test
    void aDownloadOfSomethingElseEndsWithTheCodeForModels() {
        Cli pull = run("models", "pull", "other");
        assertThat(pull.exitCode()).isEqualTo(ExitCode.MODEL);
        assertThat(pull.errLines())
                .singleElement()
                .asString()
                .startsWith("frogeye: cannot pull other: 127.0.0.1 has " + MODEL.length + " bytes");
        assertThat(models.resolve("other.onnx")).doesNotExist();
    }

    @Test
    void aServerThatIsGoneEndsWithTheCodeForNothing() {
        server.close();
        Cli pull = run("models", "pull", "gabor-1");
        assertThat(pull.exitCode()).isEqualTo(ExitCode.NOTHING_PROCESSED);
        assertThat(pull.errLines()).singleElement().asString().contains("cannot be reached", "by hand");
    }

    @Test
    void ofSeveralModelsThoseThatCanBeHadArePulled() {
        Cli pull = run("models", "pull", "other", "gabor-1");
        assertThat(pull.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(models.resolve("gabor-1.onnx")).exists();
    }

    @Test
    void aModelThatNobodyConfirmedIsAskedForFirst() {
        assertThat(run("models", "list").out()).containsPattern("(?m)^doubtful .* no +unverified");
        Cli pull = run("models", "pull", "doubtful");
        assertThat(pull.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(pull.errLines())
                .singleElement()
                .asString()
                .contains("was confirmed by nobody", "--accept-unverified");
        assertThat(server.requests()).isEmpty();
        assertThat(run("models", "pull", "doubtful", "--accept-unverified").exitCode())
                .isZero();
        assertThat(models.resolve("doubtful.onnx")).exists();
    }

    @ParameterizedTest
    @CsvSource({"y, 0", "YES, 0", "n, 2", "'', 2"})
    void onATerminalTheAnswerDecides(String answer, int exitCode) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream((answer + "\n").getBytes(StandardCharsets.UTF_8));
        Session session = Session.on(in, new ByteArrayOutputStream(), err, 80, new Interruption(), Map.of());
        assertThat(Main.run(
                        session,
                        "models",
                        "pull",
                        "doubtful",
                        "--models",
                        models.toString(),
                        "--catalogue",
                        catalogue.toString()))
                .isEqualTo(exitCode);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("all the same? [y/N]");
        assertThat(Files.exists(models.resolve("doubtful.onnx"))).isEqualTo(exitCode == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "path"})
    void aNameThatIsNotThereIsGuessed(String action) {
        assertThat(run("models", action, "gabor").errLines())
                .singleElement()
                .asString()
                .contains("has no model 'gabor'; did you mean gabor-1?");
        assertThat(run("models", action, "dubtful").err()).contains("did you mean doubtful?");
        Cli none = run("models", action);
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.errLines()).singleElement().asString().contains("models " + action + " takes the name");
    }

    @Test
    void anActionThatIsNoneIsToldWithThoseThatAre() {
        assertThat(run("models", "remove").errLines())
                .singleElement()
                .asString()
                .contains("list, pull, path");
        assertThat(run("models").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("models", "list", "gabor-1").exitCode()).isEqualTo(ExitCode.USAGE);
        Cli broken = Cli.run("models", "list", "--catalogue", folder.resolve("none.json"));
        assertThat(broken.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(broken.errLines()).singleElement().asString().contains("--catalogue:", "none.json does not exist");
    }

    @Test
    void progressIsObjectsForProgramsAndALineOnATerminal() throws IOException {
        Cli pull = run("models", "pull", "gabor-1", "--progress", "json", "-q");
        assertThat(pull.err()).as("quiet").isEmpty();
        Files.delete(models.resolve("gabor-1.onnx"));
        String last = run("models", "pull", "gabor-1", "--progress", "json")
                .errLines()
                .get(0);
        JsonNode object = new ObjectMapper().readTree(last);
        assertThat(object.get("bytes").asLong()).isEqualTo(MODEL.length);
        assertThat(object.get("finished").asBoolean()).isTrue();
    }

    @Test
    void whatIsPulledIsOfferedByCompletionAndHelp() {
        assertThat(Cli.run("--help").out()).containsPattern("(?m)^ +models ");
        assertThat(Cli.run("models", "--help").out())
                .contains("list|pull|path", "--accept-unverified", "catalogue:NAME");
        assertThat(Cli.run("generate-completion").out()).contains("_picocli_frogeye_models", "--accept-unverified");
    }
}
