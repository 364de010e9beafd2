package dev.frogeye.live.sink;

import dev.frogeye.encoder.Shape;
import dev.frogeye.engine.FrameCost;
import dev.frogeye.export.table.FeatureColumn;
import dev.frogeye.export.table.FeatureRow;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.live.LiveFrame;
import dev.frogeye.live.LiveSink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A stream of made-up frames in one reused object, as the loop has them: what frame {@code i} holds follows from it. */
public final class TestFrames implements LiveFrame {
    static final Instant START = Instant.parse("2026-11-22T10:15:00Z");
    static final long DENSE_MACS = 5_000_000_000L;
    static final long FRAME_MICROS = 40_000;

    public final FeatureTable table;
    private final FrameCost cost = new FrameCost();
    private final FeatureRow row;
    private final RgbFrame picture = new RgbFrame();
    private final Shape input;
    private final byte[] spikes;
    private Instant captured = START;
    private long index = -1;
    boolean isEmitted = true;

    TestFrames(Shape... shapes) {
        this(List.of(shapes), new Shape(4, 6, 3));
    }

    private TestFrames(List<Shape> shapes, Shape input) {
        this.input = input;
        spikes = new byte[input.pixels()];
        picture.resize(input.width(), input.height());
        List<String> layers =
                IntStream.range(0, shapes.size()).mapToObj(i -> "layer/" + i).toList();
        List<String> names = FeatureColumn.names(layers);
        table = new FeatureTable(
                IntStream.range(0, shapes.size())
                        .mapToObj(i -> new FeatureColumn(names.get(i), layers.get(i), "tensor" + i, shapes.get(i)))
                        .toList(),
                Map.of("frogeye.version", "1.2.3"));
        row = new FeatureRow("engine", table);
    }

    /** Frames for networks of such an input; their spikes are the caller's to set. */
    public static TestFrames ofInput(Shape input) {
        return new TestFrames(List.of(new Shape(1, 1, 1)), input);
    }

    public static TestFrames ofVectors(int size) {
        return new TestFrames(new Shape(1, 1, size));
    }

    TestFrames next() {
        index++;
        captured = START.plusNanos(index * FRAME_MICROS * 1000);
        for (int column = 0; column < table.features().size(); column++) {
            fill(index, column, row.feature(column));
        }
        cost.begin(index == 0);
        cost.setChangeRatio(index % 8 / 8.0);
        cost.addSpikes(index * 3);
        cost.addMacs(index * 1_000_000_000);
        row.set(index * 2, index * FRAME_MICROS, cost, DENSE_MACS);
        return this;
    }

    /** Hands the next frames to a sink. */
    void give(LiveSink sink, int frames) {
        for (int i = 0; i < frames; i++) {
            sink.accept(next());
        }
    }

    float[] vector(long frame, int column) {
        float[] values = new float[table.features().get(column).size()];
        fill(frame, column, values);
        return values;
    }

    private static void fill(long frame, int column, float[] values) {
        Random random = new Random(frame * 31 + column);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }

    @Override
    public RgbFrame picture() {
        return picture;
    }

    @Override
    public Shape inputShape() {
        return input;
    }

    @Override
    public byte[] spikes() {
        return spikes;
    }

    @Override
    public FeatureRow row() {
        return row;
    }

    @Override
    public Instant captured() {
        return captured;
    }

    @Override
    public double latencyMillis() {
        return 12.3456;
    }

    @Override
    public boolean isEmitted() {
        return isEmitted;
    }
}
