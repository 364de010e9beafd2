package dev.frogeye.ingest;

/**
 * The filters of Pillow's {@code resize}, which are those of torchvision, timm and Hugging Face. All but
 * {@link #NEAREST} widen with the reduction, which is what antialiasing means.
 */
public enum Resampling {
    /** The pixel in which the output's centre lies; aliases when it reduces. */
    NEAREST(0.5),
    /** Mean of the pixels that the output covers. */
    BOX(0.5) {
        @Override
        double weight(double x) {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }
    },
    /** Triangle. */
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /** Windowed sinc of support 1. */
    HAMMING(1) {
        @Override
        double weight(double x) {
            return Math.abs(x) >= 1 ? 0 : sinc(x) * (WINDOW_MEAN + WINDOW_SWING * Math.cos(Math.PI * x));
        }
    },
    /** Cubic convolution with a = -0.5. */
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double t = Math.abs(x);
            if (t < 1) {
                return ((CUBIC + 2) * t - (CUBIC + 3)) * t * t + 1;
            }
            return t < 2 ? (((t - 5) * t + 8) * t - 4) * CUBIC : 0;
        }
    },
    /** Windowed sinc of support 3. */
    LANCZOS(3) {
        @Override
        double weight(double x) {
            return Math.abs(x) >= 3 ? 0 : sinc(x) * sinc(x / 3);
        }
    };

    private static final double CUBIC = -0.5;
    /** Single precision, as in Pillow. */
    private static final float WINDOW_MEAN = 0.54f;

    private static final float WINDOW_SWING = 0.46f;

    private final double support;

    Resampling(double support) {
        this.support = support;
    }

    /** How far from its centre the filter reaches, in pixels of whichever side is coarser. */
    double support() {
        return support;
    }

    /** Weight of a pixel at this distance from the centre, before the weights are made to add up to 1. */
    double weight(double x) {
        return 1;
    }

    /** Whether some weights are negative, so that sums leave the range of levels. */
    boolean overshoots() {
        return this == BICUBIC || this == LANCZOS;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
