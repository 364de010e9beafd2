package dev.frogeye.live.page;

import dev.frogeye.encoder.Shape;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.live.LiveFrame;

/** A copy of what is drawn of a frame; its arrays grow when they must and are used again. Not thread-safe. */
final class Snapshot {
    /** Pictures are kept at the first whole fraction of their size that is below twice this. */
    private static final int ROWS = 480;

    private static final int COLUMNS = 1280;

    private byte[] rgb = new byte[0];
    private byte[] spikes = new byte[0];
    private float[] heat = new float[0];
    private int width;
    private int height;
    private int fullWidth;
    private int fullHeight;
    private int inputWidth;
    private int inputHeight;

    /** Copies. */
    void take(LiveFrame frame, HeatMap heatMap) {
        takePicture(frame.picture());
        Shape input = frame.inputShape();
        inputWidth = input.width();
        inputHeight = input.height();
        int pixels = input.pixels();
        if (spikes.length < pixels) {
            spikes = new byte[pixels];
            heat = new float[pixels];
        }
        System.arraycopy(frame.spikes(), 0, spikes, 0, pixels);
        System.arraycopy(heatMap.values(), 0, heat, 0, pixels);
    }

    private void takePicture(RgbFrame picture) {
        fullWidth = picture.width();
        fullHeight = picture.height();
        int step = Math.max(1, Math.max(fullHeight / ROWS, fullWidth / COLUMNS));
        width = fullWidth / step;
        height = Math.max(1, fullHeight / step);
        int bytes = 3 * width * height;
        if (rgb.length < bytes) {
            rgb = new byte[bytes];
        }
        if (step == 1) {
            System.arraycopy(picture.rgb(), 0, rgb, 0, bytes);
        } else {
            thinOut(picture.rgb(), step);
        }
    }

    /** Every so many pixels of every so many rows: a few hundred microseconds, whatever the camera. */
    private void thinOut(byte[] from, int step) {
        int to = 0;
        for (int y = 0; y < height; y++) {
            int at = 3 * (y * step * fullWidth);
            for (int x = 0; x < width; x++) {
                rgb[to] = from[at];
                rgb[to + 1] = from[at + 1];
                rgb[to + 2] = from[at + 2];
                to += 3;
                at += 3 * step;
            }
        }
    }

    /** The picture, {@code 3 * width() * height()} bytes used. */
    byte[] rgb() {
        return rgb;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Width of the picture before it was thinned out. */
    int fullWidth() {
        return fullWidth;
    }

    /** Height of the picture before it was thinned out. */
    int fullHeight() {
        return fullHeight;
    }

    /** A sign for each input pixel. */
    byte[] spikes() {
        return spikes;
    }

    /** A value for each input pixel. */
    float[] heat() {
        return heat;
    }

    int inputWidth() {
        return inputWidth;
    }

    int inputHeight() {
        return inputHeight;
    }
}
