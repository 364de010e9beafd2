package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessing.ChannelOrder;
import dev.frogeye.ingest.Preprocessing.Fit;
import dev.frogeye.ingest.Resampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * timm's {@code config.json}: {@code pretrained_cfg}, read as timm's evaluation transform reads it. In files older than
 * that key its content stands outermost.
 */
public final class TimmConfig {
    private static final double DEFAULT_CROP = 0.875;
    private static final int CHANNELS = 3;
    private static final String NESTED = "pretrained_cfg";

    private TimmConfig() {}

    /**
     * Reads one.
     *
     * @return for each input size that the file speaks of, the one it was trained for first; the other is
     *     {@code test_input_size}, at which timm validates
     * @throws PresetException in one line, if it is no such file or asks for what cannot be done
     */
    public static List<Preprocessing> parse(String text) {
        return read(PresetJson.parse(text));
    }

    static boolean recognises(PresetJson json) {
        return json.isObject(NESTED) || isOld(json);
    }

    private static boolean isOld(PresetJson json) {
        return json.isArray("input_size") && (json.has("interpolation") || json.has("crop_pct"));
    }

    static List<Preprocessing> read(PresetJson json) {
        if (!recognises(json)) {
            throw new PresetException("has no " + NESTED + ", so that it is no configuration of timm");
        }
        PresetJson config = json.isObject(NESTED) ? json.object(NESTED) : json;
        double cropFraction = config.number("crop_pct").orElse(DEFAULT_CROP);
        List<Preprocessing> all = new ArrayList<>();
        Preprocessing usual = at(config, "input_size", cropFraction, "crop_pct");
        all.add(usual);
        if (config.has("test_input_size")) {
            boolean hasOwn = config.has("test_crop_pct");
            double testFraction = config.number("test_crop_pct").orElse(cropFraction);
            Preprocessing test = at(config, "test_input_size", testFraction, hasOwn ? "test_crop_pct" : "crop_pct");
            if (test.width() != usual.width() || test.height() != usual.height()) {
                all.add(test);
            }
        }
        return List.copyOf(all);
    }

    private static Preprocessing at(PresetJson config, String sizeKey, double cropFraction, String cropKey) {
        int[] size = config.sides(sizeKey, 3);
        if (size[0] != CHANNELS) {
            throw config.cannot(sizeKey, "frames have " + CHANNELS + " channels");
        }
        try {
            return new Preprocessing(
                    size[2],
                    size[1],
                    true,
                    fit(config),
                    cropFraction,
                    1.0 / 255,
                    config.perChannel("mean").orElse(Preprocessing.IMAGENET.mean()),
                    config.perChannel("std").orElse(Preprocessing.IMAGENET.std()),
                    ChannelOrder.RGB,
                    filter(config));
        } catch (PresetException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new PresetException(NESTED + ": " + e.getMessage() + " (" + cropKey + ", mean, std)", e);
        }
    }

    private static Fit fit(PresetJson config) {
        return switch (config.text("crop_mode").orElse("center")) {
            case "center" -> Fit.CROP;
            case "squash" -> Fit.STRETCH;
            case "border" -> throw config.cannot("crop_mode", "borders in the colour of the mean are not drawn");
            default -> throw config.bad("crop_mode", "center, squash or border");
        };
    }

    private static Resampling filter(PresetJson config) {
        String name = config.text("interpolation").orElse("bicubic");
        for (Resampling filter : Resampling.values()) {
            if (filter.name().toLowerCase(Locale.ROOT).equals(name)) {
                return filter;
            }
        }
        throw config.bad("interpolation", "nearest, box, bilinear, hamming, bicubic or lanczos");
    }
}
