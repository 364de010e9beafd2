package dev.frogeye.model.onnx.rewrite;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Function;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.Unary;
import dev.frogeye.model.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A padding that is a layer by itself, as Keras writes it, becomes padding of the convolutions and pools that read it,
 * where that means the same.
 */
final class PaddedWindows {
    private final Map<String, Layer> byOutput = new HashMap<>();
    private final Map<String, Optional<Border>> borders = new HashMap<>();

    private PaddedWindows() {}

    /** The padding layers stay; they are of no use to anyone unless something else reads them. */
    static List<Layer> merged(List<Layer> layers) {
        PaddedWindows windows = new PaddedWindows();
        List<Layer> result = new ArrayList<>();
        for (Layer layer : layers) {
            Layer next = windows.merged(layer).orElse(layer);
            windows.byOutput.put(next.output().name(), next);
            result.add(next);
        }
        return result;
    }

    private Optional<Layer> merged(Layer layer) {
        if (layer.inputs().isEmpty() || !(byOutput.get(layer.inputs().get(0).name()) instanceof Layer.Rearrange move)) {
            return Optional.empty();
        }
        if (layer instanceof Layer.Convolution convolution && move.fill() == 0) {
            return border(move)
                    .map(border -> new Layer.Convolution(
                            convolution.name(),
                            convolution.operator(),
                            move.input(),
                            convolution.output(),
                            border.around(convolution.window()),
                            convolution.groups(),
                            convolution.weights(),
                            convolution.bias()));
        }
        if (layer instanceof Layer.MaxPool pool && (move.fill() == Float.NEGATIVE_INFINITY || isNeutral(move))) {
            return border(move)
                    .map(border -> border.around(pool.window()))
                    .filter(window -> seesPixels(
                            window, move.input().shape(), pool.output().shape()))
                    .map(window ->
                            new Layer.MaxPool(pool.name(), pool.operator(), move.input(), pool.output(), window));
        }
        if (layer instanceof Layer.AveragePool pool && move.fill() == 0) {
            Window window = pool.window();
            if (pool.countPadding()
                    || staysInside(window, pool.input().shape(), pool.output().shape())) {
                return border(move)
                        .map(border -> new Layer.AveragePool(
                                pool.name(),
                                pool.operator(),
                                move.input(),
                                pool.output(),
                                border.around(pool.countPadding() ? window : withoutPadding(window)),
                                true));
            }
        }
        return Optional.empty();
    }

    /** Zeros change no maximum of values that are never below 0. */
    private boolean isNeutral(Layer.Rearrange padding) {
        return padding.fill() <= 0
                && byOutput.get(padding.input().name()) instanceof Layer.Pointwise before
                && (before.function() instanceof Function.Clamp clamp && clamp.low() >= 0
                        || before.function() == Unary.SIGMOID
                        || before.function() instanceof Function.HardSigmoid);
    }

    private static boolean seesPixels(Window window, Shape in, Shape out) {
        return window.seesPixels(in.height(), in.width(), out.height(), out.width());
    }

    private static boolean staysInside(Window window, Shape in, Shape out) {
        return window.padTop() == 0
                && window.padLeft() == 0
                && window.inputY(out.height() - 1, window.kernelHeight() - 1) < in.height()
                && window.inputX(out.width() - 1, window.kernelWidth() - 1) < in.width();
    }

    private static Window withoutPadding(Window w) {
        return new Window(
                w.kernelHeight(), w.kernelWidth(), w.strideY(), w.strideX(), w.dilationY(), w.dilationX(), 0, 0, 0, 0);
    }

    /** Rows and columns around an image. */
    private record Border(int top, int left, int bottom, int right) {
        Window around(Window w) {
            return new Window(
                    w.kernelHeight(),
                    w.kernelWidth(),
                    w.strideY(),
                    w.strideX(),
                    w.dilationY(),
                    w.dilationX(),
                    w.padTop() + top,
                    w.padLeft() + left,
                    w.padBottom() + bottom,
                    w.padRight() + right);
        }
    }

    /** What a move puts around its input, if that is all it does; found out once, however many layers read it. */
    private Optional<Border> border(Layer.Rearrange move) {
        return borders.computeIfAbsent(move.output().name(), name -> borderOf(move));
    }

    private static Optional<Border> borderOf(Layer.Rearrange move) {
        Tensor input = move.input();
        Shape in = input.shape();
        Shape out = move.output().shape();
        int first = 0;
        while (first < move.source().length && move.source()[first] < 0) {
            first++;
        }
        int top = first / out.rowSize();
        int left = first / out.channels() % out.width();
        int bottom = out.height() - in.height() - top;
        int right = out.width() - in.width() - left;
        if (in.channels() != out.channels() || bottom < 0 || right < 0 || top + left + bottom + right == 0) {
            return Optional.empty();
        }
        for (int i = 0; i < move.source().length; i++) {
            int y = i / out.rowSize() - top;
            int x = i / out.channels() % out.width() - left;
            boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
            int expected = inside ? (y * in.width() + x) * in.channels() + i % in.channels() : -1;
            if (move.source()[i] != expected) {
                return Optional.empty();
            }
        }
        return Optional.of(new Border(top, left, bottom, right));
    }
}
