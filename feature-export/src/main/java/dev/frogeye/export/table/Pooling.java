package dev.frogeye.export.table;

import dev.frogeye.encoder.Shape;
import dev.frogeye.model.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** How a tapped tensor, stored channels-last, becomes a vector. */
public sealed interface Pooling {
    /** As {@link #parse} reads it. */
    String text();

    /** Extent of the vector made of a tensor of this extent. */
    Shape pooled(Shape shape);

    /**
     * Pools.
     *
     * @param source a tensor of extent {@code shape}; not modified
     * @param destination overwritten; at least {@code pooled(shape).size()} long
     */
    void apply(Shape shape, float[] source, float[] destination);

    /**
     * What to do with a tensor. One of rank 2 or less is a vector already and is left as it is, whatever was asked for.
     * Where nothing was, an image of more than one pixel (rank 4) is averaged and anything else left as it is.
     */
    static Pooling of(Tensor tensor, Optional<Pooling> asked) {
        int rank = tensor.dims().size();
        if (rank <= 2) {
            return new None();
        }
        return asked.orElseGet(() -> rank == 4 && tensor.shape().pixels() > 1 ? new Average() : new None());
    }

    /**
     * Reads {@code gap}, {@code max}, {@code grid:N} or {@code none}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Pooling parse(String text) {
        return switch (text) {
            case "gap" -> new Average();
            case "max" -> new Maximum();
            case "none" -> new None();
            default -> {
                if (!text.matches("grid:[0-9]{1,4}")) {
                    throw new IllegalArgumentException("'" + text + "' is none of gap, max, grid:N and none");
                }
                yield new Grid(Integer.parseInt(text.substring("grid:".length())));
            }
        };
    }

    /** Mean of each channel over all pixels. */
    record Average() implements Pooling {
        @Override
        public String text() {
            return "gap";
        }

        @Override
        public Shape pooled(Shape shape) {
            return new Shape(1, 1, shape.channels());
        }

        @Override
        public void apply(Shape shape, float[] source, float[] destination) {
            Grid.average(shape, source, 0, shape.height(), 0, shape.width(), destination, 0);
        }
    }

    /** Largest value of each channel over all pixels. */
    record Maximum() implements Pooling {
        @Override
        public String text() {
            return "max";
        }

        @Override
        public Shape pooled(Shape shape) {
            return new Shape(1, 1, shape.channels());
        }

        @Override
        public void apply(Shape shape, float[] source, float[] destination) {
            int channels = shape.channels();
            System.arraycopy(source, 0, destination, 0, channels);
            for (int pixel = channels; pixel < shape.size(); pixel += channels) {
                for (int c = 0; c < channels; c++) {
                    destination[c] = Math.max(destination[c], source[pixel + c]);
                }
            }
        }
    }

    /**
     * Mean of each channel over each cell of a {@code cells x cells} grid, cell after cell in row-major order, the
     * channels of a cell side by side. Cell {@code i} of an axis of {@code n} pixels reaches from
     * {@code floor(i * n / cells)} up to, not including, {@code ceil((i + 1) * n / cells)}, as adaptive average pooling
     * does: neighbouring cells share a pixel where {@code cells} does not divide {@code n}, and pixels repeat where it is
     * larger.
     *
     * @param cells cells a side, 1 to {@value #MOST_CELLS}
     */
    record Grid(int cells) implements Pooling {
        /** More cells a side than the feature maps of the usual networks have pixels. */
        public static final int MOST_CELLS = 256;

        public Grid {
            if (cells < 1 || cells > MOST_CELLS) {
                throw new IllegalArgumentException("a grid has 1 to " + MOST_CELLS + " cells a side, not " + cells);
            }
        }

        @Override
        public String text() {
            return "grid:" + cells;
        }

        @Override
        public Shape pooled(Shape shape) {
            return new Shape(cells, cells, shape.channels());
        }

        @Override
        public void apply(Shape shape, float[] source, float[] destination) {
            int cell = 0;
            for (int row = 0; row < cells; row++) {
                int top = start(row, shape.height());
                int bottom = end(row, shape.height());
                for (int column = 0; column < cells; column++) {
                    int left = start(column, shape.width());
                    int right = end(column, shape.width());
                    average(shape, source, top, bottom, left, right, destination, cell);
                    cell += shape.channels();
                }
            }
        }

        private int start(int cell, int pixels) {
            return cell * pixels / cells;
        }

        private int end(int cell, int pixels) {
            return ((cell + 1) * pixels + cells - 1) / cells;
        }

        private static void average(
                Shape shape,
                float[] source,
                int top,
                int bottom,
                int left,
                int right,
                float[] destination,
                int offset) {
            int channels = shape.channels();
            Arrays.fill(destination, offset, offset + channels, 0);
            for (int y = top; y < bottom; y++) {
                int rowEnd = (y * shape.width() + right) * channels;
                for (int pixel = (y * shape.width() + left) * channels; pixel < rowEnd; pixel += channels) {
                    for (int c = 0; c < channels; c++) {
                        destination[offset + c] += source[pixel + c];
                    }
                }
            }
            float scale = 1f / ((bottom - top) * (right - left));
            for (int c = 0; c < channels; c++) {
                destination[offset + c] *= scale;
            }
        }
    }

    /** Every value as it is stored: pixel after pixel, the channels of a pixel side by side. */
    record None() implements Pooling {
        @Override
        public String text() {
            return "none";
        }

        @Override
        public Shape pooled(Shape shape) {
            return shape;
        }

        @Override
        public void apply(Shape shape, float[] source, float[] destination) {
            System.arraycopy(source, 0, destination, 0, shape.size());
        }
    }
}
