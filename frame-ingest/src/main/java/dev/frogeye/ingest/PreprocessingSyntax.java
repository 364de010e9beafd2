package dev.frogeye.ingest;

import dev.frogeye.ingest.Preprocessing.ChannelOrder;
import dev.frogeye.ingest.Preprocessing.Fit;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import dev.frogeye.ingest.Preprocessing.Pixels;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The written form of a {@link Preprocessing}. */
final class PreprocessingSyntax {
    private static final int LONGEST_SHOWN = 60;
    private static final String IMAGENET_NAME = "imagenet";
    private static final List<String> KEYS =
            List.of("size", "fit", "crop_pct", "scale", "mean", "std", "order", "filter", "pixels");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    private PreprocessingSyntax() {}

    static Preprocessing parse(String specification) {
        String[] parts = specification.strip().split("\\s*,\\s*", 2);
        if (!parts[0].equalsIgnoreCase(IMAGENET_NAME)) {
            return refine(Preprocessing.PLAIN, specification);
        }
        return parts.length == 1 ? Preprocessing.IMAGENET : refine(Preprocessing.IMAGENET, parts[1]);
    }

    static Preprocessing refine(Preprocessing base, String changes) {
        Map<String, String> values = split(changes);
        String size = values.get("size");
        int[] sides = size == null ? new int[] {base.width(), base.height()} : size(size);
        Fit fit = choice("fit", values.getOrDefault("fit", word(base.fit())), Fit.values());
        // What is cut off goes with the way in which the frame was fitted.
        double uncropped = fit == base.fit() ? base.cropFraction() : 1;
        return new Preprocessing(
                sides[0],
                sides[1],
                base.isSizeFixed() || size != null,
                fit,
                values.containsKey("crop_pct") ? cropFraction(values.get("crop_pct")) : uncropped,
                values.containsKey("scale") ? scale(values.get("scale")) : base.scale(),
                values.containsKey("mean") ? perChannel("mean", values.get("mean")) : base.mean(),
                values.containsKey("std") ? std(values.get("std")) : base.std(),
                choice("order", values.getOrDefault("order", word(base.order())), ChannelOrder.values()),
                choice("filter", values.getOrDefault("filter", word(base.filter())), Resampling.values()),
                choice("pixels", values.getOrDefault("pixels", word(base.pixels())), Pixels.values()));
    }

    private static Map<String, String> split(String specification) {
        Map<String, String> values = new HashMap<>();
        for (String part : specification.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("preprocessing '" + shown(part.strip()) + "' is neither '"
                        + IMAGENET_NAME + "' nor key=value; the keys are " + String.join(", ", KEYS));
            }
            String key = pair[0].strip().toLowerCase(Locale.ROOT);
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "preprocessing key '" + shown(key) + "' is unknown; the keys are " + String.join(", ", KEYS));
            }
            if (values.put(key, pair[1].strip()) != null) {
                throw new IllegalArgumentException("preprocessing key '" + key + "' is given twice; leave one out");
            }
        }
        return values;
    }

    private static int[] size(String value) {
        Matcher size = SIZE.matcher(value);
        if (!size.matches() || Integer.parseInt(size.group(1)) < 1 || Integer.parseInt(size.group(2)) < 1) {
            throw bad("size", value, "WIDTHxHEIGHT, such as 224x224");
        }
        return new int[] {Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))};
    }

    private static double cropFraction(String value) {
        double fraction = number("crop_pct", value, "a number above 0 and at most 1, such as 0.875");
        if (!(fraction > 0 && fraction <= 1)) {
            throw bad("crop_pct", value, "a number above 0 and at most 1, such as 0.875");
        }
        return fraction;
    }

    private static double scale(String value) {
        String allowed = "a number above 0, or 1/255";
        double scale = value.startsWith("1/")
                ? 1 / number("scale", value.substring(2), allowed)
                : number("scale", value, allowed);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw bad("scale", value, allowed);
        }
        return scale;
    }

    private static PerChannel std(String value) {
        PerChannel std = perChannel("std", value);
        if (!(std.first() > 0 && std.second() > 0 && std.third() > 0)) {
            throw bad("std", value, "numbers above 0");
        }
        return std;
    }

    private static PerChannel perChannel(String key, String value) {
        String allowed = "one number, or three separated by '/'";
        String[] numbers = value.split("/", -1);
        return switch (numbers.length) {
            case 1 -> PerChannel.of(number(key, value, allowed));
            case 3 ->
                new PerChannel(
                        number(key, numbers[0], allowed),
                        number(key, numbers[1], allowed),
                        number(key, numbers[2], allowed));
            default -> throw bad(key, value, allowed);
        };
    }

    private static double number(String key, String text, String allowed) {
        double number = NUMBER.matcher(text.strip()).matches() ? Double.parseDouble(text.strip()) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw bad(key, text, allowed);
        }
        return number;
    }

    private static <E extends Enum<E>> E choice(String key, String value, E[] choices) {
        for (E choice : choices) {
            if (word(choice).equalsIgnoreCase(value)) {
                return choice;
            }
        }
        throw bad(
                key,
                value,
                Arrays.stream(choices).map(PreprocessingSyntax::word).collect(Collectors.joining(" or ")));
    }

    private static IllegalArgumentException bad(String key, String value, String allowed) {
        return new IllegalArgumentException("preprocessing " + key + "=" + shown(value) + " is not " + allowed);
    }

    /** What somebody wrote, fit for a message: on one line and short. */
    private static String shown(String text) {
        String line =
                text.substring(0, Math.min(text.length(), LONGEST_SHOWN)).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return text.length() > LONGEST_SHOWN ? line + "..." : line;
    }

    static String write(Preprocessing p) {
        if (p.equals(Preprocessing.IMAGENET)) {
            return IMAGENET_NAME;
        }
        StringBuilder text = new StringBuilder();
        if (p.isSizeFixed()) {
            text.append("size=")
                    .append(p.width())
                    .append('x')
                    .append(p.height())
                    .append(',');
        }
        text.append("fit=").append(word(p.fit()));
        if (p.cropFraction() != 1) {
            text.append(",crop_pct=").append(number(p.cropFraction()));
        }
        text.append(",scale=").append(scale(p));
        text.append(",mean=").append(perChannel(p.mean()));
        text.append(",std=").append(perChannel(p.std()));
        text.append(",order=").append(word(p.order()));
        if (p.filter() != Resampling.BILINEAR) {
            text.append(",filter=").append(word(p.filter()));
        }
        if (p.pixels() != Pixels.STORED) {
            text.append(",pixels=").append(word(p.pixels()));
        }
        return text.toString();
    }

    static String describe(Preprocessing p) {
        String size = p.width() + "x" + p.height();
        int boxWidth = ResizeGeometry.beforeCrop(p.width(), p.cropFraction());
        int boxHeight = ResizeGeometry.beforeCrop(p.height(), p.cropFraction());
        String box = boxWidth + "x" + boxHeight;
        String resized =
                switch (p.fit()) {
                    case CROP ->
                        (boxWidth == boxHeight ? "shortest edge " + boxWidth : "scaled to cover " + box) + " "
                                + word(p.filter()) + ", centre crop " + size;
                    case STRETCH ->
                        "stretched to " + box + " " + word(p.filter())
                                + (box.equals(size) ? "" : ", centre crop " + size);
                    case LETTERBOX -> "fitted into " + size + " " + word(p.filter()) + ", black bars";
                };
        String shape = p.pixels() == Pixels.DISPLAY ? "shaped as displayed, " : "";
        return shape + resized + ", " + word(p.order()) + ", scale " + scale(p) + ", mean " + perChannel(p.mean())
                + ", std " + perChannel(p.std());
    }

    private static String scale(Preprocessing p) {
        return p.scale() == Preprocessing.UNIT_SCALE ? "1/255" : number(p.scale());
    }

    private static String perChannel(PerChannel values) {
        String first = number(values.first());
        return values.equals(PerChannel.of(values.first()))
                ? first
                : first + "/" + number(values.second()) + "/" + number(values.third());
    }

    private static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
