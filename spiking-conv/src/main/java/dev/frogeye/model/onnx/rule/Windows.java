package dev.frogeye.model.onnx.rule;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.Window;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.Collections;
import java.util.List;

/** Reads the window attributes of convolutions and pools, one axis at a time, and works out what comes out. */
final class Windows {
    /** A window and the extents of what it produces. */
    record Result(Window window, int height, int width) {}

    /** One spatial axis. */
    private record Span(int kernel, int stride, int dilation, int padBefore, int padAfter, int output) {}

    private final Node node;
    private final String autoPad;
    private final boolean ceil;
    private final List<Long> strides;
    private final List<Long> dilations;
    private final List<Long> pads;

    private Windows(Node node) {
        this.node = node;
        autoPad = node.attributes().text("auto_pad", "NOTSET");
        ceil = node.attributes().flag("ceil_mode", false);
        strides = list("strides", 2, 1);
        dilations = list("dilations", 2, 1);
        pads = list("pads", 4, 0);
    }

    /** The window of a convolution, whose kernel extents its weights give. */
    static Result convolution(Node node, List<Integer> input, int kernelHeight, int kernelWidth) {
        List<Long> kernel = List.of((long) kernelHeight, (long) kernelWidth);
        if (!node.attributes().integers("kernel_shape").orElse(kernel).equals(kernel)) {
            throw node.error("declares a kernel of "
                    + node.attributes().integers("kernel_shape").orElseThrow() + " but has weights for " + kernel);
        }
        return new Windows(node).over(input, kernel);
    }

    /** The window of a pool; each lies over at least one pixel. */
    static Result pool(Node node, List<Integer> input) {
        List<Long> kernel = node.attributes()
                .integers("kernel_shape")
                .orElseThrow(() -> node.error("lacks the attribute kernel_shape"));
        if (kernel.size() != 2) {
            throw node.error("must have a kernel of 2 extents, has " + kernel);
        }
        Windows windows = new Windows(node);
        Result result = windows.over(input, kernel);
        Window window = result.window();
        if (!window.seesPixels(input.get(2), input.get(3), result.height(), result.width())) {
            throw node.error("has a window that lies on padding only");
        }
        return result;
    }

    private List<Long> list(String key, int size, long absent) {
        List<Long> values = node.attributes().integers(key).orElse(Collections.nCopies(size, absent));
        if (values.size() != size) {
            throw node.error("must have " + size + " " + key + ", has " + values.size());
        }
        return values;
    }

    private Result over(List<Integer> input, List<Long> kernel) {
        Span y = span(0, input.get(2), kernel.get(0));
        Span x = span(1, input.get(3), kernel.get(1));
        Window window = new Window(
                y.kernel,
                x.kernel,
                y.stride,
                x.stride,
                y.dilation,
                x.dilation,
                y.padBefore,
                x.padBefore,
                y.padAfter,
                x.padAfter);
        return new Result(window, y.output, x.output);
    }

    private Span span(int axis, int extent, long kernel) {
        int taps = within("kernel extent", kernel, 1);
        int stride = within("stride", strides.get(axis), 1);
        int dilation = within("dilation", dilations.get(axis), 1);
        int reach = (taps - 1) * dilation + 1;
        return switch (autoPad) {
            case "NOTSET", "" ->
                padded(
                        extent,
                        taps,
                        stride,
                        dilation,
                        within("padding", pads.get(axis), 0),
                        within("padding", pads.get(axis + 2), 0));
            case "VALID" -> padded(extent, taps, stride, dilation, 0, 0);
            case "SAME_UPPER", "SAME_LOWER" -> {
                int output = (extent + stride - 1) / stride;
                long padding = Math.max(0, (long) (output - 1) * stride + reach - extent);
                int half = (int) (padding / 2);
                int rest = (int) (padding - half);
                yield autoPad.equals("SAME_UPPER")
                        ? new Span(taps, stride, dilation, half, rest, output)
                        : new Span(taps, stride, dilation, rest, half, output);
            }
            default -> throw node.error("has an unknown auto_pad " + ModelText.quote(autoPad));
        };
    }

    private Span padded(int extent, int taps, int stride, int dilation, int before, int after) {
        int reach = (taps - 1) * dilation + 1;
        int room = extent + before + after - reach;
        if (room < 0) {
            throw node.error("its window reaches over " + reach + " pixels, more than the " + (extent + before + after)
                    + " of the padded input");
        }
        int output = room / stride + 1;
        // With ceil_mode a last, cut off window counts if it starts over the image or the padding before it.
        if (ceil && room % stride != 0 && (long) output * stride < extent + before) {
            output++;
        }
        return new Span(taps, stride, dilation, before, after, output);
    }

    private int within(String what, long value, int least) {
        if (value < least || value > Limits.WINDOW) {
            throw node.error("has a " + what + " of " + value + "; supported are " + least + " to " + Limits.WINDOW);
        }
        return (int) value;
    }
}
