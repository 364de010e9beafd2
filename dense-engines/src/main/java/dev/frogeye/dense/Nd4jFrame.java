package dev.frogeye.dense;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An image with all that a layer's windows reach around it, so that the first window starts at its corner and none
 * leaves it: every padding that ONNX allows, exactly.
 *
 * @param pixels {@code [H, W, C]}
 */
record Nd4jFrame(INDArray pixels, Window window, Shape output) {

    /** Frames an image; it is copied only where the windows leave it. */
    static Nd4jFrame of(Nd4jProgram program, INDArray image, Window w, Shape output, float fill) {
        int needHeight = w.inputY(output.height() - 1, w.kernelHeight() - 1) + w.padTop() + 1;
        int needWidth = w.inputX(output.width() - 1, w.kernelWidth() - 1) + w.padLeft() + 1;
        int height = (int) image.size(0);
        int width = (int) image.size(1);
        int channels = (int) image.size(2);
        if (w.padTop() == 0 && w.padLeft() == 0 && needHeight <= height && needWidth <= width) {
            return new Nd4jFrame(image, w, output);
        }
        INDArray framed = program.array(needHeight, needWidth, channels);
        framed.assign(fill);
        int top = Math.max(0, w.padTop());
        int left = Math.max(0, w.padLeft());
        long[] inside = {
            Math.min(needHeight, height + w.padTop()) - top, Math.min(needWidth, width + w.padLeft()) - left, channels
        };
        if (inside[0] > 0 && inside[1] > 0) {
            long from = ((long) (top - w.padTop()) * width + left - w.padLeft()) * channels;
            long to = ((long) top * needWidth + left) * channels;
            program.copy(
                    Nd4jProgram.view(image, from, inside, new long[] {(long) width * channels, channels, 1}),
                    Nd4jProgram.view(framed, to, inside, new long[] {(long) needWidth * channels, channels, 1}));
        }
        return new Nd4jFrame(framed, w, output);
    }

    /** Whether every window is one pixel and they follow each other as the pixels do. */
    boolean isRowsAlready() {
        return window.taps() == 1
                && window.strideY() == 1
                && window.strideX() == 1
                && pixels.size(0) == output.height()
                && pixels.size(1) == output.width();
    }

    /** What a tap sees at every output pixel: {@code length} values from {@code channel} on, which may run on into the next pixels. */
    INDArray tap(int tap, int channel, int length) {
        long[] shape = {output.height(), output.width(), length};
        return Nd4jProgram.view(pixels, offset(tap) + channel, shape, new long[] {rowStride(), pixelStride(), 1});
    }

    /** What a tap sees at every output pixel, with an axis of extent 1 at the end. */
    INDArray tapWithUnitAxis(int tap) {
        long[] shape = {output.height(), output.width(), pixels.size(2), 1};
        return Nd4jProgram.view(pixels, offset(tap), shape, new long[] {rowStride(), pixelStride(), 1, 1});
    }

    private long offset(int tap) {
        long y = (long) (tap / window.kernelWidth()) * window.dilationY();
        long x = (long) (tap % window.kernelWidth()) * window.dilationX();
        return (y * pixels.size(1) + x) * pixels.size(2);
    }

    private long rowStride() {
        return window.strideY() * pixels.size(1) * pixels.size(2);
    }

    private long pixelStride() {
        return window.strideX() * pixels.size(2);
    }
}
