package dev.frogeye.ingest.preset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file beside a model that says how its input is made. */
final class Sidecar {
    private static final String HUGGING_FACE = "preprocessor_config.json";
    private static final String TIMM = "config.json";
    private static final String GSTREAMER = ".modelinfo";
    /** Repositories of Hugging Face keep networks in a folder of this name, and everything else one up. */
    private static final String ONNX = "onnx";

    private Sidecar() {}

    /**
     * Looks for it: what Hugging Face calls it, then timm's configuration, then GStreamer's.
     *
     * @param model the model's file
     * @throws PresetException if there is one that cannot be read or done
     */
    static Optional<PreprocessingFile> of(Path model) {
        Path folder = model.toAbsolutePath().getParent();
        return inFolder(folder, "")
                .or(() -> isOnnx(folder) ? inFolder(folder.getParent(), "../") : Optional.empty())
                .or(() -> read(folder.resolve(model.getFileName() + GSTREAMER), ""))
                .or(() -> read(folder.resolve(stem(model.getFileName().toString()) + GSTREAMER), ""));
    }

    private static boolean isOnnx(Path folder) {
        return folder.getNameCount() > 1 && folder.getFileName().toString().equals(ONNX);
    }

    private static Optional<PreprocessingFile> inFolder(Path folder, String prefix) {
        return read(folder.resolve(HUGGING_FACE), prefix).or(() -> {
            Path config = folder.resolve(TIMM);
            return isOfTimm(config, prefix) ? read(config, prefix) : Optional.empty();
        });
    }

    /** Other tools have a file of this name, too, and need not write JSON as strictly. */
    private static boolean isOfTimm(Path config, String prefix) {
        if (!Files.isRegularFile(config)) {
            return false;
        }
        String text = PreprocessingFile.text(config, prefix + config.getFileName());
        return (text.contains("\"pretrained_cfg\"") || text.contains("\"input_size\""))
                && TimmConfig.recognises(PresetJson.parse(text));
    }

    private static Optional<PreprocessingFile> read(Path file, String prefix) {
        return Files.exists(file)
                ? Optional.of(PreprocessingFile.read(file, prefix + file.getFileName()))
                : Optional.empty();
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
