package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Preprocessing that has a name: {@code imagenet}, {@code torchvision:...}, {@code keras:...}. */
public final class Presets {
    private static final String TORCHVISION = "torchvision:";
    private static final String KERAS = "keras:";
    private static final int MOST_SUGGESTIONS = 6;

    /** The modes of Keras' {@code imagenet_utils.preprocess_input}, on frames stretched to the input's size. */
    private static final Map<String, String> KERAS_MODES = Map.of(
            "caffe", "fit=stretch,scale=1,mean=103.939/116.779/123.68,order=bgr",
            "tf", "fit=stretch,scale=1/127.5,mean=1",
            "torch", "fit=stretch,mean=0.485/0.456/0.406,std=0.229/0.224/0.225");

    private Presets() {}

    /** All of them by name, sorted by collection. */
    public static Map<String, Preprocessing> all() {
        Map<String, Preprocessing> all = new LinkedHashMap<>();
        all.put("imagenet", Preprocessing.IMAGENET);
        KERAS_MODES.keySet().stream()
                .sorted()
                .forEach(mode -> all.put(KERAS + mode, Preprocessing.parse(KERAS_MODES.get(mode))));
        TorchvisionPresets.all().forEach((name, preprocessing) -> all.put(TORCHVISION + name, preprocessing));
        return Collections.unmodifiableMap(all);
    }

    /**
     * The one of this name; {@code -} and {@code _}, large and small letters are the same.
     *
     * @return empty if the name is not of the form of one
     * @throws PresetException if it is, and there is no such preset
     */
    public static Optional<Preprocessing> find(String name) {
        String wanted = canonical(name);
        for (Map.Entry<String, Preprocessing> preset : all().entrySet()) {
            if (canonical(preset.getKey()).equals(wanted)) {
                return Optional.of(preset.getValue());
            }
        }
        if (wanted.startsWith(TORCHVISION) || wanted.startsWith(KERAS)) {
            throw new PresetException(
                    "there is no preset " + PresetException.quoted(name) + "; there are " + similar(wanted));
        }
        return Optional.empty();
    }

    static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Those that begin like it. */
    private static String similar(String wanted) {
        List<String> names = List.copyOf(all().keySet());
        int longest = names.stream()
                .mapToInt(name -> commonPrefix(canonical(name), wanted))
                .max()
                .orElse(0);
        List<String> best = names.stream()
                .filter(name -> commonPrefix(canonical(name), wanted) == longest)
                .toList();
        return String.join(", ", best.subList(0, Math.min(best.size(), MOST_SUGGESTIONS)))
                + (best.size() > MOST_SUGGESTIONS ? " and " + (best.size() - MOST_SUGGESTIONS) + " more" : "");
    }

    private static int commonPrefix(String a, String b) {
        int length = 0;
        while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }
}
