package dev.frogeye.comparison.report;

import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import java.util.ArrayList;
import java.util.List;

/**
 * The engines of a comparison in the order in which they are shown.
 *
 * @param baselines frame-by-frame engines, the reference first
 */
record EngineOrder(List<String> baselines) {
    /** Checks that the comparison has what a report is about. */
    static EngineOrder of(Comparison comparison) {
        EngineOrder engines = new EngineOrder(comparison.setup().baselines());
        if (engines.baselines.isEmpty() || comparison.clips().isEmpty()) {
            throw new IllegalArgumentException("a report needs a clip and a frame-by-frame engine");
        }
        for (ClipResult clip : comparison.clips()) {
            if (clip.frames().isEmpty()) {
                throw new IllegalArgumentException(clip.clip() + " has no frames");
            }
            if (!clip.times().keySet().containsAll(engines.all())) {
                throw new IllegalArgumentException(clip.clip() + " was timed with "
                        + clip.times().keySet() + ", the comparison is of " + engines.all());
            }
        }
        return engines;
    }

    /** The one whose features are the expected ones. */
    String reference() {
        return baselines.get(0);
    }

    /** The delta engine first. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        all.add(ClipResult.DELTA);
        all.addAll(baselines);
        return all;
    }

    /** As it is called in a sentence. */
    static String title(String engine) {
        return switch (engine) {
            case ClipResult.DELTA -> "delta";
            case "onnxruntime" -> "ONNX Runtime";
            case "nd4j" -> "ND4J";
            default -> engine;
        };
    }

    /** Style class of what is drawn of it. */
    static String style(String engine) {
        return switch (engine) {
            case ClipResult.DELTA, "onnxruntime", "nd4j" -> engine;
            default -> "other";
        };
    }
}
