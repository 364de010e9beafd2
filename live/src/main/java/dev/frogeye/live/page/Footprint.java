package dev.frogeye.live.page;

import dev.frogeye.ingest.Preprocessing;

/**
 * The rectangle of a picture that a network's input was made of, in pixels of the picture. Larger than the picture where
 * bars were added around it.
 */
record Footprint(double left, double top, double width, double height) {
    /** What is left of a picture of this size. */
    static Footprint of(Preprocessing p, int inputWidth, int inputHeight, int pictureWidth, int pictureHeight) {
        double across = inputWidth / p.cropFraction() / pictureWidth;
        double down = inputHeight / p.cropFraction() / pictureHeight;
        return switch (p.fit()) {
            case STRETCH -> {
                double margin = (1 - p.cropFraction()) / 2;
                yield new Footprint(
                        margin * pictureWidth,
                        margin * pictureHeight,
                        p.cropFraction() * pictureWidth,
                        p.cropFraction() * pictureHeight);
            }
            case CROP -> centred(inputWidth, inputHeight, Math.max(across, down), pictureWidth, pictureHeight);
            case LETTERBOX -> centred(inputWidth, inputHeight, Math.min(across, down), pictureWidth, pictureHeight);
        };
    }

    private static Footprint centred(int inputWidth, int inputHeight, double scale, int width, int height) {
        double w = inputWidth / scale;
        double h = inputHeight / scale;
        return new Footprint((width - w) / 2, (height - h) / 2, w, h);
    }
}
