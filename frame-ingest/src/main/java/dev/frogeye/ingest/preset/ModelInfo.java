package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessing.ChannelOrder;
import dev.frogeye.ingest.Preprocessing.Fit;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import dev.frogeye.ingest.Resampling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * GStreamer's {@code .modelinfo}: a section for each tensor, of which the input's {@code dims} and {@code ranges} count.
 * The file says nothing of aspect ratios; a pipeline scales to the input's size, and so does this.
 */
public final class ModelInfo {
    private static final int CHANNELS = 3;
    private static final double LEVELS = 255;
    private static final int MOST_LINES = 10_000;
    private static final int ANY_SIZE = -1;
    private static final int DEFAULT_SIDE = 224;
    private static final int LARGEST_SIDE = 16_384;
    private static final String HEAD = "modelinfo";
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern DIMENSION = Pattern.compile("-1|\\d{1,9}");

    private final String tensor;
    private final Map<String, String> values;

    private ModelInfo(String tensor, Map<String, String> values) {
        this.tensor = tensor;
        this.values = values;
    }

    /**
     * Reads one.
     *
     * @return of no fixed size if the file leaves it open
     * @throws PresetException in one line, if it is no such file or asks for what cannot be done
     */
    public static Preprocessing parse(String text) {
        PresetText.requireSmall(text);
        Map<String, Map<String, String>> sections = sections(text);
        String version = sections.getOrDefault(HEAD, Map.of()).getOrDefault("version", "1.0");
        if (!version.equals("1") && !version.startsWith("1.")) {
            throw new PresetException(
                    "[" + HEAD + "] version is " + PresetException.quoted(version) + "; only version 1 can be read");
        }
        List<Map.Entry<String, Map<String, String>>> inputs = sections.entrySet().stream()
                .filter(section -> section.getValue().getOrDefault("dir", "").equals("input"))
                .toList();
        if (inputs.size() != 1) {
            throw new PresetException("has " + (inputs.isEmpty() ? "no section" : inputs.size() + " sections")
                    + " with dir=input; one is needed");
        }
        return new ModelInfo(inputs.get(0).getKey(), inputs.get(0).getValue()).preprocessing();
    }

    private static Map<String, Map<String, String>> sections(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = null;
        int number = 0;
        for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            if (++number > MOST_LINES) {
                throw new PresetException("has more than " + MOST_LINES + " lines, which no .modelinfo needs");
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new LinkedHashMap<>());
            } else if (section == null || equals < 1) {
                throw new PresetException("line " + number + " is " + PresetException.quoted(line)
                        + ", not [SECTION] or KEY=VALUE within one, so that it is no .modelinfo");
            } else {
                section.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return sections;
    }

    private Preprocessing preprocessing() {
        int[] size = size();
        boolean isFixed = size[0] != ANY_SIZE && size[1] != ANY_SIZE;
        double[][] ranges = ranges();
        // Ranges that start at 0 are a scale; in general value = level / 255 * (high - low) + low.
        boolean isScale = true;
        for (double[] range : ranges) {
            isScale &= range[0] == 0 && range[1] == ranges[0][1];
        }
        double[] mean = new double[CHANNELS];
        double[] std = new double[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double low = ranges[channel][0];
            double width = ranges[channel][1] - low;
            mean[channel] = isScale ? 0 : 0 - low / width;
            std[channel] = isScale ? 1 : 1 / width;
        }
        try {
            return new Preprocessing(
                    isFixed ? size[0] : DEFAULT_SIDE,
                    isFixed ? size[1] : DEFAULT_SIDE,
                    isFixed,
                    Fit.STRETCH,
                    1,
                    isScale ? ranges[0][1] / LEVELS : 1 / LEVELS,
                    new PerChannel(mean[0], mean[1], mean[2]),
                    new PerChannel(std[0], std[1], std[2]),
                    ChannelOrder.RGB,
                    Resampling.BILINEAR);
        } catch (IllegalArgumentException e) {
            throw new PresetException("[" + name() + "] ranges: " + e.getMessage(), e);
        }
    }

    /** Width and height; -1 where they are left open. */
    private int[] size() {
        String written = values.get("dims");
        if (written == null) {
            return new int[] {ANY_SIZE, ANY_SIZE};
        }
        String[] parts = written.split(",", 8);
        int[] dims = new int[parts.length];
        boolean isReversed = values.getOrDefault("dims-order", "row-major").equals("col-major");
        for (int i = 0; i < dims.length; i++) {
            String part = parts[isReversed ? dims.length - 1 - i : i].strip();
            if (!DIMENSION.matcher(part).matches()) {
                throw bad("dims", "whole numbers separated by commas");
            }
            dims[i] = Integer.parseInt(part);
        }
        int from = dims.length - CHANNELS;
        if (from == 0 || from == 1) {
            if (dims[from] == CHANNELS) {
                return checked(dims[from + 2], dims[from + 1]);
            }
            if (dims[from + 2] == CHANNELS) {
                return checked(dims[from + 1], dims[from]);
            }
        }
        throw bad("dims", "those of a colour image, such as 1,3,224,224 or 1,224,224,3");
    }

    private int[] checked(int width, int height) {
        for (int side : new int[] {width, height}) {
            if (side != ANY_SIZE && (side < 1 || side > LARGEST_SIDE)) {
                throw bad("dims", "of sides from 1 to " + LARGEST_SIDE);
            }
        }
        return new int[] {width, height};
    }

    /** Lowest and highest value of each channel. */
    private double[][] ranges() {
        String form = "LOW,HIGH, or three of them separated by ';'";
        if (!values.containsKey("ranges")) {
            throw new PresetException(
                    "[" + name() + "] has no ranges; add what black and white become, such as" + " ranges=0.0,1.0");
        }
        String[] written = values.get("ranges").split(";", CHANNELS + 2);
        if (written.length != 1 && written.length != CHANNELS) {
            throw bad("ranges", form);
        }
        double[][] ranges = new double[CHANNELS][];
        for (int channel = 0; channel < CHANNELS; channel++) {
            String[] pair = written[written.length == 1 ? 0 : channel].split(",", 3);
            if (pair.length != 2) {
                throw bad("ranges", form);
            }
            ranges[channel] = new double[] {number(pair[0].strip(), form), number(pair[1].strip(), form)};
            if (!(ranges[channel][1] > ranges[channel][0])) {
                throw bad("ranges", "LOW below HIGH");
            }
        }
        return ranges;
    }

    private double number(String text, String form) {
        double number = text.length() <= 40 && NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw bad("ranges", form);
        }
        return number;
    }

    private PresetException bad(String key, String expected) {
        return new PresetException(
                "[" + name() + "] " + key + " is " + PresetException.quoted(values.get(key)) + ", not " + expected);
    }

    private String name() {
        String quoted = PresetException.quoted(tensor);
        return quoted.substring(1, quoted.length() - 1);
    }
}
