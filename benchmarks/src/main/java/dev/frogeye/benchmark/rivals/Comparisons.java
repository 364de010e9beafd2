package dev.frogeye.benchmark.rivals;

import dev.frogeye.benchmark.KnownNetwork;
import dev.frogeye.benchmark.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs of {@code frogeye compare}, one a network and clip, each in a folder of its own.
 *
 * @param frogeye the command
 * @param data networks and clips
 * @param folder of the reports: {@code NETWORK/CLIP/report.json}
 * @param frames the first ones of each clip
 * @param clips of which those that are not measured are what int8 is calibrated on
 */
record Comparisons(Path frogeye, TestData data, Path folder, int frames, List<String> clips) {
    /** Those of the documents, from the one in which least moves to the one in which most does. */
    static final List<String> CLIPS =
            List.of("bottle-detection.mp4", "asl_book.mkv", "car-detection.mp4", "bigbuckbunny.mp4", "bikes.mp4");

    /** Thresholds beside the default: enough for a curve; each costs a run of the delta network over the clip. */
    private static final String SWEEP = "0.01:1,0.03:1,0.06:2,0.12:3";

    /** Frames for the compiler: a report is of one process, and the shortest of its frames take a millisecond. */
    private static final int WARMUP = 24;

    static final String REPORT = "report.json";

    Comparisons {
        clips = List.copyOf(clips);
    }

    /** What is missing of what a run needs, each a path. */
    List<Path> missing(List<KnownNetwork> networks, List<String> measured) {
        return Stream.concat(
                        networks.stream().map(data::model), measured.stream().map(data::clip))
                .filter(file -> !Files.isRegularFile(file))
                .toList();
    }

    /** Where the report of a network and a clip is. */
    Path report(KnownNetwork network, String clip) {
        return folder.resolve(network.key()).resolve(clip).resolve(REPORT);
    }

    /**
     * Measures a network on a clip and leaves the report; says what the command says.
     *
     * @return whether the command succeeded
     */
    boolean run(KnownNetwork network, String clip) throws IOException, InterruptedException {
        Path report = report(network, clip);
        Files.createDirectories(report.getParent());
        // Without this a failure would leave an older measurement to be taken for this one.
        Files.deleteIfExists(report);
        Process process = new ProcessBuilder(command(network, clip, unpacked(network), report.getParent()))
                .inheritIO()
                .start();
        try {
            return process.waitFor() == 0;
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private List<String> command(KnownNetwork network, String clip, Path model, Path report) {
        List<String> command = new ArrayList<>(List.of(frogeye.toString(), "compare", "-q"));
        command.add(data.clip(clip).toString());
        command.addAll(List.of("--model", model.toString(), "--layer", network.layer(), "--pool", "none"));
        command.addAll(List.of("--preprocess", network.preprocessing(), "--baseline", "onnxruntime"));
        command.addAll(List.of("--frames", Integer.toString(frames), "--warmup", Integer.toString(WARMUP)));
        command.addAll(List.of("--sweep", SWEEP, "--report", report.toString()));
        for (String other : others(clip)) {
            command.addAll(List.of("--calibrate-on", data.clip(other).toString()));
        }
        return command;
    }

    /** Those that are there: calibrated on the clip that is measured, int8 would look better than it is. */
    private List<String> others(String clip) {
        return clips.stream()
                .filter(name -> !name.equals(clip) && Files.isRegularFile(data.clip(name)))
                .toList();
    }

    /** The network's file as it is where it is not packed. */
    private Path unpacked(KnownNetwork network) throws IOException {
        if (!network.file().endsWith(".gz")) {
            return data.model(network);
        }
        Path file = folder.resolve("models").resolve(network.key() + ".onnx");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), network.key(), ".part");
            Files.write(part, data.read(network));
            Files.move(part, file);
        }
        return file;
    }
}
