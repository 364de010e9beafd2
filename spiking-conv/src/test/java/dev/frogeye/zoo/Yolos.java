package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Detectors of Ultralytics, half as wide as their nano versions, on a picture of 96 x 96. */
final class Yolos {
    private static final int[] SIDES = {12, 6, 3};
    private static final int CLASSES = 20;

    private Yolos() {}

    /** YOLOv8, opset 17: a neck of C2f blocks, boxes as distributions of distances. */
    static OnnxModel v8() {
        Sketch net = new Sketch("yolov8n", 17);
        Value x = silu(silu(net.image("images", 3, 96, 96), 8, 3, 2), 16, 3, 2);
        Value p3 = c2f(silu(c2f(x, 16, 1, true), 32, 3, 2), 32, 2, true);
        Value p4 = c2f(silu(p3, 64, 3, 2), 64, 2, true);
        Value p5 = sppf(c2f(silu(p4, 128, 3, 2), 128, 1, true), 128);
        Value n4 = c2f(net.concat(upsampled(p5, ""), p4), 64, 1, false);
        Value n3 = c2f(net.concat(upsampled(n4, ""), p3), 32, 1, false);
        Value m4 = c2f(net.concat(silu(n3, 32, 3, 2), n4), 64, 1, false);
        Value m5 = c2f(net.concat(silu(m4, 64, 3, 2), p5), 128, 1, false);
        return net.model(detections(List.of(n3, m4, m5)));
    }

    private static Value silu(Value x, int width, int kernel, int stride) {
        return x.conv(Conv.of(width, kernel).stride(stride).gain(1.2)).silu();
    }

    private static Value c2f(Value x, int width, int count, boolean shortcut) {
        int half = width / 2;
        List<Value> parts = new ArrayList<>(x.net()
                .node(
                        "Split",
                        new int[] {half, half},
                        Map.of("axis", 1),
                        silu(x, width, 1, 1).name(),
                        x.net().integers(half, half)));
        for (int i = 0; i < count; i++) {
            Value last = parts.get(parts.size() - 1);
            Value branch = silu(silu(last, half, 3, 1), half, 3, 1);
            parts.add(shortcut ? last.plus(branch) : branch);
        }
        return silu(x.net().concat(parts), width, 1, 1);
    }

    private static Value sppf(Value x, int width) {
        Value first = silu(x, x.channels() / 2, 1, 1);
        Value second = first.maxPool(5, 1, 2);
        Value third = second.maxPool(5, 1, 2);
        return silu(x.net().concat(first, second, third, third.maxPool(5, 1, 2)), width, 1, 1);
    }

    private static Value upsampled(Value x, String region) {
        Sketch net = x.net();
        return x.then(
                "Resize",
                Map.of("coordinate_transformation_mode", "asymmetric", "mode", "nearest", "nearest_mode", "floor"),
                region,
                net.initializer(new float[] {1, 1, 2, 2}, 4));
    }

    private static Value detections(List<Value> levels) {
        Sketch net = levels.get(0).net();
        List<Value> rows = new ArrayList<>();
        int anchors = 0;
        for (int i = 0; i < levels.size(); i++) {
            Value level = levels.get(i);
            Value boxes = silu(silu(level, 16, 3, 1), 16, 3, 1).conv(64, 1);
            Value classes = silu(silu(level, 32, 3, 1), 32, 3, 1).conv(CLASSES, 1);
            Value joined = net.concat(boxes, classes);
            rows.add(joined.reshape(joined.channels(), 1, 64 + CLASSES, -1));
            anchors += SIDES[i] * SIDES[i];
        }
        Value all = net.node("Concat", 64 + CLASSES, Map.of("axis", 2), Sketch.names(rows));
        List<Value> parts =
                net.node("Split", new int[] {64, CLASSES}, Map.of("axis", 1), all.name(), net.integers(64, CLASSES));
        Value distances = distances(parts.get(0), anchors);
        Value nearer = slice(distances, 0, 2);
        Value farther = slice(distances, 2, 4);
        String centres = centres(net, anchors);
        Value low = net.node("Sub", 2, Map.of(), centres, nearer.name());
        Value high = net.node("Add", 2, Map.of(), centres, farther.name());
        Value middle = low.plus(high).then("Div", net.constant(2));
        Value size = high.then("Sub", low.name());
        Value boxes = net.concat(middle, size).times(strides(net, anchors));
        return net.concat(boxes, parts.get(1).sigmoid());
    }

    /** The mean of each distribution over 16 distances: a softmax and a convolution with the numbers from 0 to 15. */
    private static Value distances(Value x, int anchors) {
        Sketch net = x.net();
        float[] steps = new float[16];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i;
        }
        Value sides = x.reshape(16, 1, 4, 16, anchors).transpose(16, 0, 2, 1, 3).then("Softmax", Map.of("axis", 1));
        return sides.to(1, "Conv", Conv.of(1, 1).attributes(), net.initializer(steps, 1, 16, 1, 1))
                .reshape(4, 1, 4, anchors);
    }

    private static Value slice(Value x, int from, int to) {
        Sketch net = x.net();
        return x.to(to - from, "Slice", Map.of(), net.integers(from), net.integers(to), net.integers(1));
    }

    private static String centres(Sketch net, int anchors) {
        float[] centres = new float[2 * anchors];
        int at = 0;
        for (int side : SIDES) {
            for (int i = 0; i < side * side; i++, at++) {
                centres[at] = i % side + 0.5f;
                centres[anchors + at] = i / side + 0.5f;
            }
        }
        return net.initializer(centres, 1, 2, anchors);
    }

    private static String strides(Sketch net, int anchors) {
        float[] strides = new float[anchors];
        int at = 0;
        for (int side : SIDES) {
            for (int i = 0; i < side * side; i++) {
                strides[at++] = 96f / side;
            }
        }
        return net.initializer(strides, 1, anchors);
    }

    /** YOLOv5, opset 12: a neck of C3 blocks, heads of five axes, sizes as powers. */
    static OnnxModel v5() {
        Sketch net = new Sketch("yolov5n", 12);
        Value x = net.image("images", 3, 96, 96);
        x = x.conv(Conv.of(8, 6).stride(2).pad(2).gain(1.2)).silu();
        Value p3 = c3(silu(c3(silu(x, 16, 3, 2), 16, 1, true), 32, 3, 2), 32, 2, true);
        Value p4 = c3(silu(p3, 64, 3, 2), 64, 3, true);
        Value p5 = sppf(c3(silu(p4, 128, 3, 2), 128, 1, true), 128);
        String region = net.initializer(new float[0], 0);
        Value t5 = silu(p5, 64, 1, 1);
        Value t4 = silu(c3(net.concat(upsampled(t5, region), p4), 64, 1, false), 32, 1, 1);
        Value n3 = c3(net.concat(upsampled(t4, region), p3), 32, 1, false);
        Value n4 = c3(net.concat(silu(n3, 32, 3, 2), t4), 64, 1, false);
        Value n5 = c3(net.concat(silu(n4, 64, 3, 2), t5), 128, 1, false);
        List<Value> rows = List.of(head(n3, 0), head(n4, 1), head(n5, 2));
        return net.model(net.node("Concat", 5 + CLASSES, Map.of("axis", 1), Sketch.names(rows)));
    }

    private static Value c3(Value x, int width, int count, boolean shortcut) {
        Value branch = silu(x, width / 2, 1, 1);
        for (int i = 0; i < count; i++) {
            Value inner = silu(silu(branch, width / 2, 1, 1), width / 2, 3, 1);
            branch = shortcut ? branch.plus(inner) : inner;
        }
        return silu(x.net().concat(branch, silu(x, width / 2, 1, 1)), width, 1, 1);
    }

    private static Value head(Value x, int level) {
        Sketch net = x.net();
        int side = SIDES[level];
        int values = 5 + CLASSES;
        Value raw = x.conv(3 * values, 1);
        Torch.Extents extents = Torch.extents(raw);
        String shape =
                Torch.shape(net, extents.batch(), net.index(3), net.index(values), extents.height(), extents.width());
        raw = raw.to(values, "Reshape", Map.of(), shape)
                .transpose(values, 0, 1, 3, 4, 2)
                .sigmoid();
        List<Value> parts = net.node(
                "Split",
                new int[] {2, 2, CLASSES + 1},
                Map.of("axis", 4, "split", Sketch.longs(2, 2, CLASSES + 1)),
                raw.name());
        Value centre = parts.get(0).times(net.constant(2)).plus(net.weights(side / 2f, side / 2f, 1, 3, side, side, 2));
        centre = centre.times(net.constant(96.0 / side));
        Value size = parts.get(1).times(net.constant(2)).then("Pow", net.constant(2));
        size = size.times(anchors(net, side));
        Value joined = net.node(
                "Concat",
                values,
                Map.of("axis", 4),
                centre.name(),
                size.name(),
                parts.get(2).name());
        return joined.reshape(values, 1, -1, values);
    }

    private static String anchors(Sketch net, int side) {
        float[] sizes = new float[3 * side * side * 2];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = 10 + 5f * (i / (side * side * 2)) + i % 2;
        }
        return net.initializer(sizes, 1, 3, side, side, 2);
    }
}
