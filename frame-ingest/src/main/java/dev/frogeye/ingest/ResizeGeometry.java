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

    static ResizeGeometry of(Preprocessing p, int frameWidth, int frameHeight) {
        return switch (p.fit()) {
            case STRETCH ->
                cropped(p, beforeCrop(p.width(), p.cropFraction()), beforeCrop(p.height(), p.cropFraction()));
            case CROP -> crop(p, frameWidth, frameHeight);
            case LETTERBOX -> letterbox(p.width(), p.height(), frameWidth, frameHeight);
        };
    }

    private static ResizeGeometry crop(Preprocessing p, int frameWidth, int frameHeight) {
        int boxWidth = beforeCrop(p.width(), p.cropFraction());
        int boxHeight = beforeCrop(p.height(), p.cropFraction());
        boolean isWidthTight = (long) boxWidth * frameHeight >= (long) boxHeight * frameWidth;
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

    private static ResizeGeometry letterbox(int width, int height, int frameWidth, int frameHeight) {
        boolean isWidthTight = (long) width * frameHeight <= (long) height * frameWidth;
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

    private static int scaled(int side, int numerator, int denominator) {
        return (int) ((long) side * numerator / denominator);
    }

    /** Half the margin, rounded half to even, which is Python's {@code round}. */
    private static int centred(int margin) {
        return (int) Math.rint(margin / 2.0);
    }
}
