package dev.frogeye.model.builtin;

import dev.frogeye.model.OnnxModel;
import java.util.List;

/** The networks that need no download: their weights follow from formulas and are computed on request. */
public final class Builtin {
    private static final String GABOR = "gabor";
    private static final List<String> NAMES = List.of(GABOR);

    /** A name that takes more edits than this to become another is not a misspelling of it. */
    private static final int MISSPELLING_EDITS = 2;

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
        return new IllegalArgumentException(
                "no built-in model '" + name + "'" + suggestion(name) + "; available: " + String.join(", ", NAMES));
    }

    private static String suggestion(String name) {
        return NAMES.stream()
                .filter(known -> edits(known, name) <= MISSPELLING_EDITS)
                .findFirst()
                .map(known -> ", did you mean '" + known + "'?")
                .orElse("");
    }

    /** Levenshtein distance, ignoring case. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
