package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.Axes;
import dev.frogeye.model.Layer;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.Taps;
import dev.frogeye.model.Tensor;
import dev.frogeye.model.onnx.constant.Dims;
import dev.frogeye.model.onnx.constant.Extents;
import dev.frogeye.model.onnx.constant.Pick;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** {@code Resize} and {@code Upsample}: nearest is a move, linear and cubic a {@link Layer.Resample}. */
final class ResampleRule {
    /** Before this there are scales only, counted from the corner. */
    private static final int MODES_OPSET = 11;

    private final Node node;
    private final Assembly net;
    private final List<Integer> dims;
    private final List<Integer> axes;

    private ResampleRule(Node node, Assembly net, List<Integer> dims) {
        this.node = node;
        this.net = net;
        this.dims = dims;
        Optional<List<Long>> named = node.attributes().integers("axes");
        List<Long> all = LongStream.range(0, dims.size()).boxed().toList();
        Dims.axes(node, named.orElse(all), dims.size());
        axes = named.orElse(all).stream()
                .map(axis -> Dims.axis(node, axis, dims.size()))
                .toList();
    }

    static void upsample(Node node, Assembly net) {
        node.requireInputs(1, 2);
        Tensor input = net.asStored(node, 0);
        ResampleRule resizes = new ResampleRule(node, net, input.dims());
        List<Float> scales = node.hasInput(1)
                ? resizes.floats(1)
                : node.attributes().numbers("scales").orElseThrow(() -> node.error("lacks scales"));
        resizes.build(input, resizes.scaled(scales));
    }

    static void resize(Node node, Assembly net) {
        node.requireInputs(2, 4);
        Tensor input = net.asStored(node, 0);
        ResampleRule resizes = new ResampleRule(node, net, input.dims());
        boolean modes = node.opset() >= MODES_OPSET;
        int scales = modes ? 2 : 1;
        // An absent list may be written as an empty one.
        boolean byScale = node.hasInput(scales) && net.literal(node, scales).size() > 0;
        boolean bySize = modes && node.hasInput(3) && net.literal(node, 3).size() > 0;
        if (byScale == bySize) {
            throw node.error("needs either scales or sizes");
        }
        resizes.build(input, byScale ? resizes.scaled(resizes.floats(scales)) : resizes.sized(net.integers(node, 3)));
    }

    private List<Float> floats(int input) {
        List<Float> values = new ArrayList<>();
        for (float value : net.floats(node, input).values()) {
            values.add(value);
        }
        return values;
    }

    private Interpolation[] scaled(List<Float> scales) {
        requireOneEach(scales.size());
        Interpolation[] result = new Interpolation[dims.size()];
        for (int i = 0; i < axes.size(); i++) {
            float scale = scales.get(i);
            int extent = dims.get(axes.get(i));
            if (!(scale > 0) || !Float.isFinite(scale)) {
                throw node.error("has a scale of " + scale);
            }
            result[axes.get(i)] = axis(i, extent, Extents.extent(node, (long) Math.floor(extent * scale)), scale);
        }
        return result;
    }

    private Interpolation[] sized(List<Long> sizes) {
        requireOneEach(sizes.size());
        String policy = node.attributes().text("keep_aspect_ratio_policy", "stretch");
        boolean keeps = !policy.equals("stretch");
        if (keeps && !policy.equals("not_larger") && !policy.equals("not_smaller")) {
            throw node.error("has an unknown keep_aspect_ratio_policy " + ModelText.quote(policy));
        }
        Float common = null;
        for (int i = 0; keeps && i < axes.size(); i++) {
            float scale = (float) sizes.get(i) / dims.get(axes.get(i));
            common = common == null
                    ? scale
                    : policy.equals("not_larger") ? Math.min(common, scale) : Math.max(common, scale);
        }
        Interpolation[] result = new Interpolation[dims.size()];
        for (int i = 0; i < axes.size(); i++) {
            int extent = dims.get(axes.get(i));
            int size = Extents.extent(node, common == null ? sizes.get(i) : Math.round((double) common * extent));
            result[axes.get(i)] = axis(i, extent, size, common == null ? (float) size / extent : common);
        }
        return result;
    }

    private void requireOneEach(int count) {
        if (count != axes.size()) {
            throw node.error("has " + count + " scales or sizes for " + axes.size() + " axes");
        }
    }

    private Interpolation axis(int i, int extent, int size, float scale) {
        if (size < 1) {
            throw node.error("would resize " + extent + " to " + size);
        }
        float start = 0;
        float end = 1;
        if (mode().equals("tf_crop_and_resize")) {
            float[] region = net.floats(node, 1).values();
            if (region.length != 2 * axes.size()) {
                throw node.error("has a region of " + region.length + " numbers for " + axes.size() + " axes");
            }
            start = region[i];
            end = region[i + axes.size()];
        }
        return new Interpolation(node, mode(), extent, size, scale, start, end);
    }

    private String mode() {
        return node.opset() < MODES_OPSET
                ? "asymmetric"
                : node.attributes().text("coordinate_transformation_mode", "half_pixel");
    }

    private void build(Tensor input, Interpolation[] axis) {
        List<Integer> result = new ArrayList<>(dims);
        for (int i = 0; i < axis.length; i++) {
            if (axis[i] != null) {
                result.set(i, axis[i].size());
            }
        }
        String mode = node.attributes().text("mode", "nearest");
        switch (mode) {
            case "nearest" -> nearest(input, result, axis);
            case "linear", "cubic" -> weighted(input, result, axis, mode.equals("cubic"));
            default -> throw node.error("has an unknown mode " + ModelText.quote(mode));
        }
    }

    private void nearest(Tensor input, List<Integer> result, Interpolation[] axis) {
        String rounding =
                node.opset() < MODES_OPSET ? "simple" : node.attributes().text("nearest_mode", "round_prefer_floor");
        RearrangeRule.pick(
                node,
                net,
                input,
                Pick.perAxis(dims, result, (a, i) -> axis[a] == null ? i : axis[a].nearest(i, rounding), outside()));
    }

    private float outside() {
        return node.attributes().number("extrapolation_value", 0);
    }

    private void weighted(Tensor input, List<Integer> result, Interpolation[] axis, boolean cubic) {
        Tensor output = net.output(node, result, input.layout());
        Taps[] taps = new Taps[2];
        for (int i = 0; i < axis.length; i++) {
            if (axis[i] == null || axis[i].changesNothing()) {
                continue;
            }
            Axes stored = StoredAxes.of(input, List.of(i)).orElse(Axes.CHANNELS);
            boolean isRow = stored.height() && !stored.width() && !stored.channels();
            boolean isColumn = stored.width() && !stored.height() && !stored.channels();
            if (dims.get(i) != input.shape().height() && isRow
                    || dims.get(i) != input.shape().width() && isColumn
                    || !isRow && !isColumn) {
                throw node.error("interpolates along axis " + i + " of " + ModelText.dims(dims)
                        + "; supported are the height and the width of an image");
            }
            taps[isRow ? 0 : 1] = taps(axis[i], cubic);
        }
        if (taps[0] == null && taps[1] == null) {
            net.same(node, input);
            return;
        }
        Taps rows = taps[0] == null ? Interpolation.identity(input.shape().height()) : taps[0];
        Taps columns = taps[1] == null ? Interpolation.identity(input.shape().width()) : taps[1];
        net.add(new Layer.Resample(node.name(), node.operator(), input, output, rows, columns, outside()));
    }

    private Taps taps(Interpolation axis, boolean cubic) {
        boolean exclude = node.attributes().flag("exclude_outside", false);
        float a = node.attributes().number("cubic_coeff_a", -0.75f);
        boolean antialias = node.attributes().flag("antialias", false);
        long values = (long) Math.max(axis.size(), axis.extent());
        if (values > Limits.WINDOW * 16L) {
            throw node.error("interpolates an axis of " + values + ", more than " + Limits.WINDOW * 16L);
        }
        Taps taps = cubic ? axis.cubic(a, exclude, antialias) : axis.linear(exclude, antialias);
        ConvolutionRule.finite(node, taps.weight());
        // An index and a weight.
        net.reserveRearranged(node, 2L * taps.source().length);
        return taps;
    }
}
