package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Resampling;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the image processors of Hugging Face do that their files do not say: how a size of one number is meant, and what
 * counts where a key is left out.
 */
enum ImageProcessor {
    BEIT("Beit", Size.SQUARE, Resampling.BICUBIC, true),
    BIT("Bit", Size.SHORTEST, Resampling.BICUBIC, true),
    BLIP("Blip", Size.SQUARE, Resampling.BICUBIC, false),
    CHINESE_CLIP("ChineseCLIP", Size.SHORTEST, Resampling.BICUBIC, true),
    CLIP("CLIP", Size.SHORTEST, Resampling.BICUBIC, true),
    /** Below 384 the shortest edge becomes size / crop_pct and the middle is cut out; from there on it is stretched. */
    CONVNEXT("ConvNext", Size.SHORTEST, Resampling.BILINEAR, false),
    DEIT("Deit", Size.SQUARE, Resampling.BICUBIC, true),
    DPT("DPT", Size.SQUARE, Resampling.BICUBIC, false),
    /** {@code include_top}, unless it is off, divides by the standard deviation once more. */
    EFFICIENTNET("EfficientNet", Size.SQUARE, Resampling.NEAREST, false),
    /** The shortest edge becomes 256/224 of what the file says. */
    LEVIT("Levit", Size.SHORTEST, Resampling.BICUBIC, true),
    MOBILENET_V1("MobileNetV1", Size.SHORTEST, Resampling.BILINEAR, true),
    MOBILENET_V2("MobileNetV2", Size.SHORTEST, Resampling.BILINEAR, true),
    /** Blue first, and nothing is normalised. */
    MOBILEVIT("MobileViT", Size.SHORTEST, Resampling.BILINEAR, true),
    /** The edges become size / crop_pct. */
    POOLFORMER("PoolFormer", Size.SHORTEST, Resampling.BICUBIC, true),
    PVT("Pvt", Size.SQUARE, Resampling.BILINEAR, false),
    SEGFORMER("Segformer", Size.SQUARE, Resampling.BILINEAR, false),
    SIGLIP("Siglip", Size.SQUARE, Resampling.BICUBIC, false),
    VIT("ViT", Size.SQUARE, Resampling.BILINEAR, false);

    /** How a size of one number is meant. */
    enum Size {
        SHORTEST,
        SQUARE
    }

    private final String stem;
    private final Size size;
    private final Resampling filter;
    private final boolean crops;

    ImageProcessor(String stem, Size size, Resampling filter, boolean crops) {
        this.stem = stem;
        this.size = size;
        this.filter = filter;
        this.crops = crops;
    }

    /** The processor of a class, such as {@code ViTImageProcessorFast} or {@code ViTFeatureExtractor}. */
    static Optional<ImageProcessor> of(String className) {
        String stem = className.replaceFirst("(?:ImageProcessor(?:Fast|Pil)?|FeatureExtractor)$", "");
        return Arrays.stream(values())
                .filter(processor -> processor.stem.equalsIgnoreCase(stem))
                .findFirst();
    }

    Size size() {
        return size;
    }

    Resampling filter() {
        return filter;
    }

    /** Whether the middle is cut out. */
    boolean crops() {
        return crops;
    }
}
