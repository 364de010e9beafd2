package dev.frogeye.delta;

import dev.frogeye.engine.LayerCost;
import dev.frogeye.model.Layer;
import dev.frogeye.model.Taps;
import java.util.Arrays;

/** Interpolates each pixel anew that a changed pixel weighs in. */
final class ResampleStage implements Recomputed, Team.Banded<FeatureMap> {
    private final Taps rows;
    private final Taps columns;
    private final Reached rowsReached;
    private final Reached columnsReached;
    private final FeatureMap input;
    private final FeatureMap output;
    private final Team team;
    private final LayerCost cost;

    /** For each input index the outputs it weighs in: none that it does lies outside of {@code first} to {@code end}. */
    private record Reached(int[] first, int[] end) {
        static Reached of(Taps taps, int inputs) {
            int[] first = new int[inputs];
            int[] end = new int[inputs];
            Arrays.fill(first, taps.count());
            for (int i = 0; i < taps.count(); i++) {
                for (int k = taps.start()[i]; k < taps.start()[i + 1]; k++) {
                    int source = taps.source()[k];
                    first[source] = Math.min(first[source], i);
                    end[source] = Math.max(end[source], i + 1);
                }
            }
            return new Reached(first, end);
        }
    }

    ResampleStage(Layer.Resample layer, FeatureMap input, Team team) {
        rows = layer.rows();
        columns = layer.columns();
        this.input = input;
        this.team = team;
        rowsReached = Reached.of(rows, input.shape.height());
        columnsReached = Reached.of(columns, input.shape.width());
        output = new FeatureMap(layer.output().shape());
        cost = new LayerCost(layer.name(), layer.operator(), 0);
        for (int pixel = 0; pixel < output.shape.pixels(); pixel++) {
            if (rows.isEmpty(pixel / output.shape.width()) || columns.isEmpty(pixel % output.shape.width())) {
                int at = output.at(pixel);
                Arrays.fill(output.values, at, at + output.shape.channels(), layer.outside());
            }
        }
    }

    @Override
    public void run(boolean key) {
        if (input.changed.isEmpty()) {
            return;
        }
        int width = input.shape.width();
        for (int y = 0; y < input.shape.height(); y++) {
            int end;
            for (int x = input.changed.next(y * width, (y + 1) * width);
                    x >= 0;
                    x = input.changed.next(end, (y + 1) * width)) {
                end = input.changed.nextAbsent(x, (y + 1) * width);
                mark(y, x - y * width, end - y * width);
            }
        }
        cost.addOverhead(team.run(output.shape.height(), this, input));
        if (key) {
            output.changed.addAll();
        }
    }

    /** Marks what a stretch of a row reaches. */
    private void mark(int y, int from, int end) {
        int first = output.shape.width();
        int last = 0;
        for (int x = from; x < end; x++) {
            first = Math.min(first, columnsReached.first[x]);
            last = Math.max(last, columnsReached.end[x]);
        }
        for (int oy = rowsReached.first[y]; oy < rowsReached.end[y]; oy++) {
            int row = oy * output.shape.width();
            output.changed.addRange(row + first, row + last);
        }
    }

    @Override
    public long runBand(FeatureMap source, int fromRow, int endRow, int band, int thread) {
        int width = output.shape.width();
        int end = endRow * width;
        long taps = 0;
        for (int pixel = output.changed.next(fromRow * width, end);
                pixel >= 0;
                pixel = output.changed.next(pixel + 1, end)) {
            taps += evaluate(source, pixel / width, pixel % width, output.at(pixel));
        }
        return taps * output.shape.channels();
    }

    private int evaluate(FeatureMap source, int oy, int ox, int at) {
        int firstRow = rows.start()[oy];
        int endRow = rows.start()[oy + 1];
        int firstColumn = columns.start()[ox];
        int endColumn = columns.start()[ox + 1];
        int taps = (endRow - firstRow) * (endColumn - firstColumn);
        if (taps > 0) {
            Arrays.fill(output.values, at, at + output.shape.channels(), 0);
        }
        for (int r = firstRow; r < endRow; r++) {
            int row = rows.source()[r] * source.shape.width();
            for (int c = firstColumn; c < endColumn; c++) {
                float weight = rows.weight()[r] * columns.weight()[c];
                add(weight, source.values, source.at(row + columns.source()[c]), at);
            }
        }
        return taps;
    }

    private void add(float weight, float[] in, int from, int to) {
        float[] out = output.values;
        for (int i = 0; i < output.shape.channels(); i++) {
            out[to + i] += weight * in[from + i];
        }
    }

    @Override
    public FeatureMap output() {
        return output;
    }

    @Override
    public LayerCost cost() {
        return cost;
    }
}
