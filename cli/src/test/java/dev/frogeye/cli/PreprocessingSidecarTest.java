package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.ingest.SampleClip;
import dev.frogeye.model.onnx.OnnxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preprocessing that lies beside a model, from the file to the table. */
class PreprocessingSidecarTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HALF = "{\"image_processor_type\": \"ViTImageProcessor\", \"resample\": 3,"
            + " \"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0.5, 0.5],"
            + " \"size\": {\"height\": 16, \"width\": 16}}";

    @TempDir
    Path folder;

    private Path clip;
    private Path model;
    private Path sidecar;

    @BeforeEach
    void writeClipAndModel() throws IOException {
        clip = folder.resolve("clip.mp4");
        SampleClip.write(clip, new SampleClip.Options(96, 64, 25, 3, 1));
        model = Files.createDirectories(folder.resolve("models")).resolve("net.onnx");
        sidecar = model.resolveSibling("preprocessor_config.json");
        Files.write(model, model(16, 16));
    }

    /** One convolution and a mean over the picture. */
    private static byte[] model(long height, long width) {
        return new OnnxBuilder("net", 13)
                .input("image", 1, 3, height, width)
                .weights("w", new float[] {1, 2, 3, -1, 0.5f, 2}, 2, 3, 1, 1)
                .node("Conv", List.of("image", "w"), "a")
                .node("GlobalAveragePool", List.of("a"), "features")
                .output("features")
                .build()
                .bytes();
    }

    private Path extract(String out, Object... options) throws IOException {
        Object[] args = {"extract", clip, "--model", model, "-o", folder.resolve(out), "--format", "jsonl"};
        Object[] all = Arrays.copyOf(args, args.length + options.length);
        System.arraycopy(options, 0, all, args.length, options.length);
        Cli result = Cli.run(all);
        assertThat(result.exitCode()).as(String.join("\n", result.errLines())).isZero();
        return folder.resolve(out);
    }

    private static JsonNode run(Path out) throws IOException {
        return JSON.readTree(Files.readString(out.resolve("_run.json")));
    }

    private static List<String> statuses(Path out) throws IOException {
        List<String> statuses = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("_status.jsonl"))) {
            statuses.add(JSON.readTree(line).get("status").asText());
        }
        return statuses;
    }

    private static String rows(Path out) throws IOException {
        return Files.readString(out.resolve("clip.jsonl"));
    }

    @Test
    void aTableIsMadeAsTheFileSaysAndAgainWhenItChanges() throws IOException {
        Files.writeString(sidecar, HALF);
        Path out = extract("out");
        assertThat(run(out).get("preprocess").asText())
                .isEqualTo("size=16x16,fit=stretch,scale=1/255,mean=0.5,std=0.5,order=rgb,filter=bicubic");
        assertThat(run(out).get("preprocess.source").asText()).isEqualTo("preprocessor_config.json");
        String first = rows(out);
        assertThat(rows(extract("flags", "--preprocess", "fit=stretch,mean=0.5,std=0.5,filter=bicubic")))
                .isEqualTo(first);

        // Other words for the same are no other configuration.
        Files.writeString(sidecar, HALF.replace("[0.5, 0.5, 0.5]", "0.5"));
        extract("out");
        assertThat(statuses(out)).containsExactly("ok", "skipped");

        Files.writeString(sidecar, HALF.replace("\"resample\": 3", "\"resample\": 2"));
        extract("out");
        assertThat(statuses(out)).containsExactly("ok", "skipped", "ok");
        assertThat(rows(out)).isNotEqualTo(first);
    }

    @Test
    void inspectSaysWhatIsUsedAndWhereItIsFrom() throws IOException {
        assertThat(Cli.run("inspect", model).out())
                .contains("prepared    shortest edge 18 bilinear, centre crop 16x16, rgb, scale 1/255")
                .contains("(from default)");
        Files.writeString(sidecar, HALF);
        assertThat(Cli.run("inspect", model).out())
                .contains("prepared    stretched to 16x16 bicubic, rgb, scale 1/255, mean 0.5, std 0.5"
                        + " (from preprocessor_config.json)");
        JsonNode json = JSON.readTree(Cli.run("inspect", model, "--json", "--preprocess", "keras:caffe")
                .out());
        assertThat(json.at("/preprocessing/source").asText()).isEqualTo("keras:caffe");
        assertThat(json.at("/preprocessing/preprocess").asText()).contains("order=bgr");
    }

    @Test
    void aModelOfOpenSizeGetsTheSizeOfTheFile() throws IOException {
        Files.write(model, model(0, 0));
        assertThat(Cli.run("inspect", model).exitCode()).isEqualTo(ExitCode.MODEL);
        Files.writeString(sidecar, HALF);
        assertThat(Cli.run("inspect", model).out()).contains("1x3x16x16");
        assertThat(Cli.run("inspect", model, "--input-shape", "1,3,32,32").errLines())
                .singleElement()
                .asString()
                .contains("preprocessor_config.json is for inputs of 16x16, but the model takes 32x32");
    }

    @Test
    void whatTheFileAsksForAndCannotBeDoneIsAUsageErrorInOneLine() throws IOException {
        Files.writeString(sidecar, HALF.replace("\"resample\"", "\"do_pad\": true, \"resample\""));
        Path out = folder.resolve("out");
        Cli result = Cli.run("extract", clip, "--model", model, "-o", out);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.errLines()).singleElement().asString().contains("preprocessor_config.json", "do_pad=true");
        assertThat(out).doesNotExist();
        extract("aside", "--preprocess", "imagenet");
    }
}
