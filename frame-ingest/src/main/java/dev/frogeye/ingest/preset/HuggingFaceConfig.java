package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessing.ChannelOrder;
import dev.frogeye.ingest.Preprocessing.Fit;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import dev.frogeye.ingest.Resampling;
import java.util.List;
import java.util.Optional;

/** Hugging Face's {@code preprocessor_config.json}, of image processors and of the feature extractors before them. */
public final class HuggingFaceConfig {
    /** Where processors of several kinds of input keep it. */
    private static final String NESTED = "image_processor";

    private static final List<String> TYPES = List.of("image_processor_type", "feature_extractor_type");
    private static final List<String> TELLTALES =
            List.of("image_mean", "do_resize", "do_normalize", "do_rescale", "do_center_crop");
    /** By the numbers that Pillow gives them. */
    private static final List<Resampling> FILTERS = List.of(
            Resampling.NEAREST,
            Resampling.LANCZOS,
            Resampling.BILINEAR,
            Resampling.BICUBIC,
            Resampling.BOX,
            Resampling.HAMMING);
    /** Steps that nothing here does. */
    private static final List<String> UNSUPPORTED = List.of(
            "do_pad",
            "do_grayscale",
            "do_thumbnail",
            "do_align_long_axis",
            "do_crop_margin",
            "do_color_quantize",
            "do_image_splitting",
            "do_pan_and_scan",
            "do_affine_transform",
            "do_convert_grayscale",
            "keep_aspect_ratio",
            "offset");
    /** From this size on ConvNext stretches. */
    private static final int CONVNEXT_STRETCHES = 384;

    private static final double CONVNEXT_CROP = 224.0 / 256;
    private static final double POOLFORMER_CROP = 0.9;
    private static final double BOTH_SIGNS = 1 / 127.5;

    private final PresetJson json;
    /** Empty for classes whose habits are not known; their files must say all. */
    private final Optional<ImageProcessor> processor;

    private HuggingFaceConfig(PresetJson json, Optional<ImageProcessor> processor) {
        this.json = json;
        this.processor = processor;
    }

    /**
     * Reads one.
     *
     * @throws PresetException in one line, if it is no such file or asks for what cannot be done
     */
    public static Preprocessing parse(String text) {
        return read(PresetJson.parse(text));
    }

    static boolean recognises(PresetJson json) {
        return isFlat(json) || (json.isObject(NESTED) && isFlat(json.object(NESTED)));
    }

    private static boolean isFlat(PresetJson json) {
        return TYPES.stream().anyMatch(json::has) || TELLTALES.stream().anyMatch(json::has);
    }

    static Preprocessing read(PresetJson file) {
        PresetJson json = file.isObject(NESTED) ? file.object(NESTED) : file;
        if (!isFlat(json)) {
            throw new PresetException("has neither " + TYPES.get(0) + " nor " + TELLTALES.get(0)
                    + ", so that it is no preprocessing of Hugging Face");
        }
        Optional<String> type = json.text(TYPES.get(0)).or(() -> json.text(TYPES.get(1)));
        HuggingFaceConfig config = new HuggingFaceConfig(json, type.flatMap(ImageProcessor::of));
        for (String step : UNSUPPORTED) {
            if (json.has(step) && json.flag(step, false)) {
                throw json.cannot(step, "that step cannot be done here");
            }
        }
        try {
            return config.preprocessing();
        } catch (PresetException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new PresetException("crop_size, rescale_factor, image_mean or image_std: " + e.getMessage(), e);
        }
    }

    private boolean is(ImageProcessor other) {
        return processor.isPresent() && processor.get() == other;
    }

    private Preprocessing preprocessing() {
        if (!json.flag("do_resize", true)) {
            throw json.cannot("do_resize", "frames of a video must be made of the network's size");
        }
        Edges edges = edges();
        Geometry geometry = geometry(edges);
        double scale =
                json.flag("do_rescale", true) ? json.number("rescale_factor").orElse(1.0 / 255) : 1;
        PerChannel mean = PerChannel.of(0);
        PerChannel std = PerChannel.of(1);
        if (json.flag("do_normalize", !is(ImageProcessor.MOBILEVIT))) {
            mean = required("image_mean");
            std = required("image_std");
        }
        if (json.flag("rescale_offset", false)) {
            if (Math.abs(scale - BOTH_SIGNS) > 1e-6) {
                throw json.cannot("rescale_offset", "without rescale_factor=1/127.5 its meaning changed over time");
            }
            mean = new PerChannel(mean.first() + 1, mean.second() + 1, mean.third() + 1);
        }
        if (is(ImageProcessor.EFFICIENTNET) && json.flag("include_top", true)) {
            PerChannel again = required("image_std");
            std = new PerChannel(
                    std.first() * again.first(), std.second() * again.second(), std.third() * again.third());
        }
        boolean isBgr = json.flag("do_flip_channel_order", is(ImageProcessor.MOBILEVIT));
        return new Preprocessing(
                geometry.width(),
                geometry.height(),
                true,
                geometry.fit(),
                geometry.cropFraction(),
                scale,
                mean,
                std,
                isBgr ? ChannelOrder.BGR : ChannelOrder.RGB,
                filter());
    }

    private PerChannel required(String key) {
        return json.perChannel(key).orElseThrow(() -> json.bad(key, "one number or three"));
    }

    /**
     * What a frame is resized to.
     *
     * @param isShortest whether both sides are that of the shortest edge, and the aspect ratio is kept
     */
    private record Edges(int width, int height, boolean isShortest) {}

    private record Geometry(int width, int height, Fit fit, double cropFraction) {}

    private Edges edges() {
        if (!json.isObject("size")) {
            return edgesOfNumber();
        }
        PresetJson size = json.object("size");
        if (size.has("longest_edge") || size.has("max_height") || size.has("max_width")) {
            throw size.cannot(
                    size.has("longest_edge") ? "longest_edge" : "max_height",
                    "then frames of every shape have a size of their own, and a network here takes one");
        }
        if (size.has("shortest_edge")) {
            int edge = size.side("shortest_edge");
            return new Edges(edge, edge, true);
        }
        return new Edges(size.side("width"), size.side("height"), false);
    }

    /** The form of the feature extractors: one number, or width and height. */
    private Edges edgesOfNumber() {
        if (json.isArray("size")) {
            int[] sides = json.sides("size", 2);
            return new Edges(sides[0], sides[1], false);
        }
        int side = json.side("size");
        ImageProcessor.Size meaning = processor
                .orElseThrow(() -> json.cannot(
                        "size",
                        "what one number means there is known for known classes only; write it as shortest_edge or as"
                                + " height and width"))
                .size();
        return new Edges(side, side, meaning == ImageProcessor.Size.SHORTEST);
    }

    private Geometry geometry(Edges edges) {
        if (is(ImageProcessor.CONVNEXT)) {
            return convNext(edges);
        }
        boolean crops =
                json.flag("do_center_crop", processor.map(ImageProcessor::crops).orElse(json.has("crop_size")));
        if (!crops) {
            if (edges.isShortest()) {
                throw json.cannot(
                        "size", "without do_center_crop frames keep their shape, and a network here takes one size");
            }
            return new Geometry(edges.width(), edges.height(), Fit.STRETCH, 1);
        }
        return cropped(enlarged(edges));
    }

    /** Some processors resize to more than the file says. */
    private Edges enlarged(Edges edges) {
        double factor = 1;
        if (is(ImageProcessor.LEVIT) && edges.isShortest()) {
            factor = 256.0 / 224;
        } else if (is(ImageProcessor.POOLFORMER)) {
            factor = 1 / json.number("crop_pct").orElse(POOLFORMER_CROP);
        }
        if (!(factor >= 1 && factor <= 100)) {
            throw json.bad("crop_pct", "a share above 0.01 and at most 1");
        }
        return new Edges((int) (edges.width() * factor), (int) (edges.height() * factor), edges.isShortest());
    }

    private Geometry cropped(Edges edges) {
        int width;
        int height;
        if (json.isObject("crop_size")) {
            width = json.object("crop_size").side("width");
            height = json.object("crop_size").side("height");
        } else {
            width = json.side("crop_size");
            height = width;
        }
        if (width > edges.width() || height > edges.height()) {
            throw json.cannot("crop_size", "frames are resized to less, and black borders are not drawn");
        }
        // One share for both sides: what a crop of another shape than the resized frame needs is not on record.
        if ((long) width * edges.height() != (long) height * edges.width()) {
            throw json.cannot(
                    "crop_size", "it must be of the shape that frames are resized to, square for a shortest edge");
        }
        return new Geometry(width, height, edges.isShortest() ? Fit.CROP : Fit.STRETCH, (double) width / edges.width());
    }

    private Geometry convNext(Edges edges) {
        int side = edges.width();
        if (side >= CONVNEXT_STRETCHES) {
            return new Geometry(side, side, Fit.STRETCH, 1);
        }
        int resized = (int) (side / json.number("crop_pct").orElse(CONVNEXT_CROP));
        if (resized < side) {
            throw json.bad("crop_pct", "a share above 0 and at most 1");
        }
        return new Geometry(side, side, Fit.CROP, (double) side / resized);
    }

    private Resampling filter() {
        if (!json.has("resample")) {
            return processor
                    .map(ImageProcessor::filter)
                    .orElseThrow(() -> json.bad("resample", "Pillow's number of it"));
        }
        double number = json.number("resample").orElse(-1.0);
        if (number != Math.rint(number) || number < 0 || number >= FILTERS.size()) {
            throw json.bad("resample", "a number of Pillow, 0 to " + (FILTERS.size() - 1));
        }
        return FILTERS.get((int) number);
    }
}
