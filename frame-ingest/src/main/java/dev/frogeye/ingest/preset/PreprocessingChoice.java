package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody asked for: {@code BASE}, {@code BASE,key=value,...} or {@code key=value,...}, where the base is a preset,
 * a file, or {@code auto}: the file beside the model if there is one, else {@code imagenet}. What is given as
 * {@code key=value} counts more than its base; without a base nothing is taken from anywhere.
 */
public final class PreprocessingChoice {
    /** What counts unless something else was asked for. */
    public static final String AUTO = "auto";

    private static final String DEFAULT = "imagenet";
    /** What choices without a base are from. */
    private static final String WRITTEN = "--preprocess";

    private static final Pattern CHANGES = Pattern.compile(
            ",\\s*(?=(?:size|fit|crop_pct|scale|mean|std|order|filter|pixels)\\s*=)", Pattern.CASE_INSENSITIVE);

    private final String base;
    /** Empty for none. */
    private final String changes;
    /** Empty for {@link #AUTO}, which depends on the model. */
    private final Optional<PreprocessingFile> fixed;

    private PreprocessingChoice(String base, String changes, Optional<PreprocessingFile> fixed) {
        this.base = base;
        this.changes = changes;
        this.fixed = fixed;
    }

    /**
     * What was chosen for a model.
     *
     * @param preprocessing of the size of the model's input
     * @param source where it is from, to be shown and put on record: the name of a file or preset, {@code default}, or
     *     {@code --preprocess}
     */
    public record Chosen(Preprocessing preprocessing, String source) {}

    /**
     * Reads what was asked for, and the file that it names.
     *
     * @throws IllegalArgumentException in one line, naming what is wrong and what is allowed
     */
    public static PreprocessingChoice parse(String text) {
        return parse(text, Optional.empty());
    }

    /**
     * Reads what was asked for, and the file that it names.
     *
     * @param published what {@link #AUTO} means for this model, whatever lies beside it
     * @throws IllegalArgumentException as for {@link #parse(String)}
     */
    public static PreprocessingChoice parse(String text, Optional<PreprocessingFile> published) {
        String[] parts = CHANGES.split(text.strip(), 2);
        String base = parts[0];
        String changes = parts.length == 1 ? "" : parts[1];
        if (!changes.isEmpty()) {
            // What is wrong with the changes does not depend on what is changed.
            Preprocessing.IMAGENET.with(changes);
        }
        if (base.equalsIgnoreCase(AUTO)) {
            return new PreprocessingChoice(AUTO, changes, published);
        }
        Optional<Preprocessing> preset = Presets.find(base);
        if (preset.isPresent()) {
            return of(base, changes, preset.get());
        }
        Optional<Path> file = file(base);
        if (file.isPresent()) {
            return new PreprocessingChoice(base, changes, Optional.of(PreprocessingFile.read(file.get(), base)));
        }
        if (base.contains("=")) {
            return of(WRITTEN, "", Preprocessing.parse(text));
        }
        throw new PresetException(PresetException.quoted(base) + " is no file and no preset: " + AUTO + ", " + DEFAULT
                + ", torchvision:MODEL, keras:caffe, keras:tf or keras:torch; nor is it key=value");
    }

    private static PreprocessingChoice of(String base, String changes, Preprocessing preprocessing) {
        return new PreprocessingChoice(base, changes, Optional.of(new PreprocessingFile(base, List.of(preprocessing))));
    }

    private static Optional<Path> file(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::exists).filter(file -> !name.isBlank());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Chooses for a model.
     *
     * @param model its file; empty for one without, which is prepared for as for ImageNet unless something was asked for
     * @param width pixels a row of its input
     * @param height rows of its input
     * @throws IllegalArgumentException in one line, if a file beside the model cannot be read or done, or if what was
     *     chosen is for inputs of another size
     */
    public Chosen choose(Optional<Path> model, int width, int height) {
        PreprocessingFile source = fixed.or(() -> beside(model)).orElse(null);
        Preprocessing chosen = source == null ? Preprocessing.IMAGENET : source.forInput(width, height);
        String name = source == null ? "default" : source.name();
        if (!changes.isEmpty()) {
            chosen = chosen.with(changes);
            name += " with " + changes;
        }
        if (chosen.isSizeFixed() && !base.equals(WRITTEN) && (chosen.width() != width || chosen.height() != height)) {
            throw new PresetException(name + " is for inputs of " + chosen.width() + "x" + chosen.height()
                    + ", but the model takes " + width + "x" + height + "; if it is meant for this model, say so with"
                    + " --preprocess " + base + ",size=" + width + "x" + height);
        }
        return new Chosen(chosen.forInputSize(width, height), name);
    }

    /**
     * What is asked for before the size of the model's input is known; of a fixed size if one is asked for.
     *
     * @param model as for {@link #choose}
     * @throws IllegalArgumentException as for {@link #choose}
     */
    public Preprocessing usual(Optional<Path> model) {
        Preprocessing usual = fixed.or(() -> beside(model))
                .map(source -> source.variants().get(0))
                .orElse(Preprocessing.IMAGENET);
        return changes.isEmpty() ? usual : usual.with(changes);
    }

    private static Optional<PreprocessingFile> beside(Optional<Path> model) {
        try {
            return model.flatMap(Sidecar::of);
        } catch (PresetException e) {
            throw new PresetException(
                    e.getMessage() + "; it is read because it lies beside the model, --preprocess " + DEFAULT
                            + " or another leaves it aside",
                    e);
        }
    }
}
