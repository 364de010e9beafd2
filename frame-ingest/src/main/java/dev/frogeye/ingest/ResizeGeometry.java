package dev.frogeye.ingest;

/**
 * Where a frame goes: it is resized as a whole to {@code resizedWidth x resizedHeight}; of that, the part from
 * {@code (cropLeft, cropTop)} of {@code copiedWidth x copiedHeight} pixels goes to {@code (padLeft, padTop)} of the
 * output. Sizes and offsets are rounded as torchvision rounds them.
 */
record ResizeGeometry(
        int resizedWidth,
        int resizedHeight,
        int cropLeft,
        int cropTop,
        int copiedWidth,
        int copiedHeight,
        int padLeft,
        int padTop) {

    /** For a frame of square pixels. */
    static ResizeGeometry of(Preprocessing p, int frameWidth, int frameHeight) {
        return of(p, frameWidth, frameHeight, PixelAspect.SQUARE);
    }

    static ResizeGeometry of(Preprocessing p, int width, int height, PixelAspect aspect) {
        boolean isShaped = p.pixels() == Preprocessing.Pixels.DISPLAY;
        // Only the ratio counts from here: the frame is resized once, to what its shape as displayed comes to.
        long frameWidth = isShaped ? (long) width * aspect.width() : width;
        long frameHeight = isShaped ? (long) height * aspect.height() : height;
        return switch (p.fit()) {
            case STRETCH ->
                cropped(p, beforeCrop(p.width(), p.cropFraction()), beforeCrop(p.height(), p.cropFraction()));
            case CROP -> crop(p, frameWidth, frameHeight);
            case LETTERBOX -> letterbox(p.width(), p.height(), frameWidth, frameHeight);
        };
    }

    private static ResizeGeometry crop(Preprocessing p, long frameWidth, long frameHeight) {
        int boxWidth = beforeCrop(p.width(), p.cropFraction());
        int boxHeight = beforeCrop(p.height(), p.cropFraction());
        boolean isWidthTight = boxWidth * frameHeight >= boxHeight * frameWidth;
        // The tight side fits exactly, the other is cut down to whole pixels: Resize(256) makes 640x480 341x256.
        int width = isWidthTight ? boxWidth : scaled(boxHeight, frameWidth, frameHeight);
        int height = isWidthTight ? scaled(boxWidth, frameHeight, frameWidth) : boxHeight;
        return cropped(p, width, height);
    }

    /** The middle of a frame that was resized. */
    private static ResizeGeometry cropped(Preprocessing p, int width, int height) {
        return new ResizeGeometry(
                width, height, centred(width - p.width()), centred(height - p.height()), p.width(), p.height(), 0, 0);
    }

    private static ResizeGeometry letterbox(int width, int height, long frameWidth, long frameHeight) {
        boolean isWidthTight = width * frameHeight <= height * frameWidth;
        int innerWidth = isWidthTight ? width : Math.max(1, scaled(height, frameWidth, frameHeight));
        int innerHeight = isWidthTight ? Math.max(1, scaled(width, frameHeight, frameWidth)) : height;
        return whole(innerWidth, innerHeight, centred(width - innerWidth), centred(height - innerHeight));
    }

    private static ResizeGeometry whole(int width, int height, int padLeft, int padTop) {
        return new ResizeGeometry(width, height, 0, 0, width, height, padLeft, padTop);
    }

    /** The side before a centre crop: 224 of 224/256 is 256; timm rounds down too. The bit more undoes 255.99999. */
    static int beforeCrop(int side, double cropFraction) {
        return (int) Math.floor(side / cropFraction + 1e-9);
    }

    private static int scaled(int side, long numerator, long denominator) {
        return (int) (side * numerator / denominator);
    }

    /** Half the margin, rounded half to even, which is Python's {@code round}. */
    private static int centred(int margin) {
        return (int) Math.rint(margin / 2.0);
    }
}
