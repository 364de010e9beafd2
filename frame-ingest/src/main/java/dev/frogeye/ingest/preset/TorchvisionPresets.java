package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessing.ChannelOrder;
import dev.frogeye.ingest.Preprocessing.Fit;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import dev.frogeye.ingest.Resampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the weights of torchvision's classification networks were evaluated with: {@code resnet50-v2} is
 * {@code ResNet50_Weights.IMAGENET1K_V2.transforms()}, {@code resnet50} that of its default weights.
 */
final class TorchvisionPresets {
    private static final String TABLE = "torchvision.txt";
    private static final Map<String, Preprocessing> ALL = read();

    private TorchvisionPresets() {}

    /** By name, in the order of the table. */
    static Map<String, Preprocessing> all() {
        return ALL;
    }

    private static Map<String, Preprocessing> read() {
        Map<String, Preprocessing> all = new LinkedHashMap<>();
        try (InputStream table = TorchvisionPresets.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(all, line.split(" +"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
        return Collections.unmodifiableMap(all);
    }

    /** Model, then for each of its weights name:resize:crop:filter[:mean:std]; the default has a star. */
    private static void add(Map<String, Preprocessing> all, String[] columns) {
        String model = columns[0];
        List<String> weights = new ArrayList<>(List.of(columns).subList(1, columns.length));
        for (String weight : weights) {
            String[] fields = weight.split(":");
            boolean isDefault = fields[0].endsWith("*");
            Preprocessing preprocessing = preprocessing(fields);
            all.put(
                    model + "-" + (isDefault ? fields[0].substring(0, fields[0].length() - 1) : fields[0]),
                    preprocessing);
            if (isDefault) {
                all.put(model, preprocessing);
            }
        }
    }

    private static Preprocessing preprocessing(String[] fields) {
        int resize = Integer.parseInt(fields[1]);
        int crop = Integer.parseInt(fields[2]);
        boolean hasMean = fields.length > 4;
        return new Preprocessing(
                crop,
                crop,
                true,
                Fit.CROP,
                (double) crop / resize,
                1.0 / 255,
                hasMean ? PerChannel.of(Double.parseDouble(fields[4])) : Preprocessing.IMAGENET.mean(),
                hasMean ? PerChannel.of(Double.parseDouble(fields[5])) : Preprocessing.IMAGENET.std(),
                ChannelOrder.RGB,
                Resampling.valueOf(fields[3].toUpperCase(Locale.ROOT)));
    }
}
