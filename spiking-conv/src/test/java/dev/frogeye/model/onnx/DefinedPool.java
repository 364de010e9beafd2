package dev.frogeye.model.onnx;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * {@code MaxPool} or {@code AveragePool} of an image of two channels as ONNX's reference evaluator defines them, by plain
 * loops. A last window that {@code ceil_mode} adds is dropped where it would start in the padding at the end; taps
 * beyond that padding never count, taps on it where {@code count_include_pad} says so.
 */
record DefinedPool(boolean average, int opset, Axis rows, Axis columns, boolean ceil, boolean count) {
    static final int CHANNELS = 2;

    /** One direction of the window. */
    record Axis(int extent, int kernel, int stride, int dilation, int padBefore, int padAfter) {
        private static Axis random(Random random, boolean isDilated) {
            int kernel = 1 + random.nextInt(4);
            int dilation = isDilated ? 1 + random.nextInt(3) : 1;
            // ONNX Runtime refuses padding as wide as the kernel.
            return new Axis(
                    3 + random.nextInt(9),
                    kernel,
                    1 + random.nextInt(4),
                    dilation,
                    random.nextInt(kernel),
                    random.nextInt(kernel));
        }

        private int reach() {
            return (kernel - 1) * dilation + 1;
        }

        boolean fits() {
            return reach() <= extent + padBefore + padAfter;
        }

        int windows(boolean ceil) {
            double steps = (extent + padBefore + padAfter - reach()) / (double) stride;
            int windows = (int) (ceil ? Math.ceil(steps) : Math.floor(steps)) + 1;
            return ceil && (windows - 1) * stride >= extent + padBefore ? windows - 1 : windows;
        }

        int place(int window, int tap) {
            return window * stride - padBefore + tap * dilation;
        }

        boolean isPixel(int place) {
            return place >= 0 && place < extent;
        }

        boolean isPadded(int place) {
            return place >= -padBefore && place < extent + padAfter;
        }
    }

    /** A pool that ONNX knows at its operator set, with a window that fits. */
    static DefinedPool random(Random random) {
        while (true) {
            boolean average = random.nextBoolean();
            int opset = 7 + random.nextInt(17);
            boolean canDilate = opset >= (average ? 19 : 10) && random.nextInt(3) == 0;
            DefinedPool pool = new DefinedPool(
                    average,
                    opset,
                    Axis.random(random, canDilate),
                    Axis.random(random, canDilate),
                    opset >= 10 && random.nextBoolean(),
                    average && random.nextBoolean());
            if (pool.rows.fits() && pool.columns.fits()) {
                return pool;
            }
        }
    }

    OnnxModel model() {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("kernel_shape", new long[] {rows.kernel, columns.kernel});
        attributes.put("strides", new long[] {rows.stride, columns.stride});
        attributes.put("pads", new long[] {rows.padBefore, columns.padBefore, rows.padAfter, columns.padAfter});
        if (rows.dilation > 1 || columns.dilation > 1) {
            attributes.put("dilations", new long[] {rows.dilation, columns.dilation});
        }
        if (ceil) {
            attributes.put("ceil_mode", 1);
        }
        if (count) {
            attributes.put("count_include_pad", 1);
        }
        return new OnnxBuilder("pool", opset)
                .input("x", 1, CHANNELS, rows.extent, columns.extent)
                .node(average ? "AveragePool" : "MaxPool", List.of("x"), "y", attributes)
                .output("y")
                .build();
    }

    /** Whether every window lies over a pixel, and so has a mean or a maximum; others are refused. */
    boolean isDefined() {
        return isDefined(rows) && isDefined(columns);
    }

    private boolean isDefined(Axis axis) {
        for (int window = 0; window < axis.windows(ceil); window++) {
            boolean sees = false;
            for (int tap = 0; tap < axis.kernel; tap++) {
                sees |= axis.isPixel(axis.place(window, tap));
            }
            if (!sees) {
                return false;
            }
        }
        return true;
    }

    /** What comes of an image, both channels-last. */
    double[] apply(float[] image) {
        double[] result = new double[rows.windows(ceil) * columns.windows(ceil) * CHANNELS];
        int at = 0;
        for (int row = 0; row < rows.windows(ceil); row++) {
            for (int column = 0; column < columns.windows(ceil); column++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    result[at++] = value(image, row, column, channel);
                }
            }
        }
        return result;
    }

    private double value(float[] image, int row, int column, int channel) {
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        int divisor = 0;
        for (int tapY = 0; tapY < rows.kernel; tapY++) {
            for (int tapX = 0; tapX < columns.kernel; tapX++) {
                int y = rows.place(row, tapY);
                int x = columns.place(column, tapX);
                boolean isPixel = rows.isPixel(y) && columns.isPixel(x);
                if (isPixel) {
                    double value = image[(y * columns.extent + x) * CHANNELS + channel];
                    sum += value;
                    most = Math.max(most, value);
                }
                if (isPixel || count && rows.isPadded(y) && columns.isPadded(x)) {
                    divisor++;
                }
            }
        }
        return average ? sum / divisor : most;
    }
}
