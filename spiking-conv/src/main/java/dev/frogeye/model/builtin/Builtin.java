package dev.frogeye.model.builtin;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.List;

/** The networks that need no download: their weights follow from formulas and are computed on request. */
public final class Builtin {
    private static final String GABOR = "gabor";
    private static final List<String> NAMES = List.of(GABOR);

    private Builtin() {}

    /** What {@link #model} knows, in the order to list them. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The network of this name as an ONNX model, the same bytes on every machine. Computed anew at each call, in a few
     * milliseconds.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is none of this name; the message lists those there are
     */
    public static OnnxModel model(String name) {
        return switch (name) {
            case GABOR -> GaborNetwork.model("builtin:" + GABOR);
            default -> throw unknown(name);
        };
    }

    /**
     * How pictures are to be prepared for the network of this name, in the words of {@code --preprocess}.
     *
     * @throws IllegalArgumentException as {@link #model}
     */
    public static String preprocessing(String name) {
        return switch (name) {
            case GABOR -> GaborNetwork.PREPROCESSING;
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("no built-in model '" + name + "'; available: " + String.join(", ", NAMES));
    }
}
