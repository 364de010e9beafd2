package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;

/** Between channels-last images and the planes ({@code C x H x W}) that ONNX files compute on. */
final class Planes {
    private Planes() {}

    /** Channels-last to planes. */
    static void fromChannelsLast(float[] image, Shape shape, float[] planes) {
        int channels = shape.channels();
        int pixels = shape.pixels();
        for (int c = 0; c < channels; c++) {
            int plane = c * pixels;
            for (int p = 0, i = c; p < pixels; p++, i += channels) {
                planes[plane + p] = image[i];
            }
        }
    }

    /** Planes to channels-last. */
    static void toChannelsLast(float[] planes, Shape shape, float[] image) {
        int channels = shape.channels();
        int pixels = shape.pixels();
        for (int c = 0; c < channels; c++) {
            int plane = c * pixels;
            for (int p = 0, i = c; p < pixels; p++, i += channels) {
                image[i] = planes[plane + p];
            }
        }
    }
}
