package dev.frogeye.model.onnx.file;

import dev.frogeye.model.Layout;
import dev.frogeye.model.ModelText;
import dev.frogeye.model.UnsupportedModelException;
import dev.frogeye.model.onnx.proto.Onnx.TensorShapeProto.Dimension;
import dev.frogeye.model.onnx.proto.Onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The extents of the image that a model takes: those of the file, and for open ones those that the user gives. */
public final class InputShape {
    /** As many as pictures have, fewer than any side of one. */
    private static final int MOST_CHANNELS = 3;

    /** Pixels a row, and rows. */
    public record PictureSize(int width, int height) {}

    /** Axes of an input that is no image. */
    private static final int MOST_AXES = 5;

    private final String model;
    private final String input;

    private InputShape(String model, String input) {
        this.model = model;
        this.input = input;
    }

    /**
     * All four extents.
     *
     * @param given what the user says they are
     * @param pictures of which size pictures are where width and height are open
     */
    public static List<Integer> of(
            String model, ValueInfoProto input, Optional<List<Integer>> given, Optional<PictureSize> pictures) {
        InputShape shape = new InputShape(model, ModelText.quote(input.getName()));
        List<Dimension> declared = input.getType().getTensorType().getShape().getDimList();
        if (declared.size() != 4) {
            throw shape.error(
                    "of rank " + declared.size() + "; an image of rank 4 (N, C, H, W or N, H, W, C) is needed");
        }
        return given.isPresent() ? shape.bound(declared, given.get()) : shape.fixed(declared, pictures);
    }

    /** The extents of an input of any rank, which the file fixes. */
    public static List<Integer> ofAnyRank(String model, ValueInfoProto input) {
        List<Dimension> declared = input.getType().getTensorType().getShape().getDimList();
        if (declared.size() == 4) {
            return of(model, input, Optional.empty(), Optional.empty());
        }
        InputShape shape = new InputShape(model, ModelText.quote(input.getName()));
        if (declared.size() > MOST_AXES) {
            throw shape.error("of rank " + declared.size() + ", more than " + MOST_AXES);
        }
        List<Integer> extents = new ArrayList<>();
        for (Dimension dimension : declared) {
            if (dimension.getDimValue() < 1 || dimension.getDimValue() > Limits.TENSOR_VALUES) {
                throw shape.error("with an extent of " + dimension.getDimValue());
            }
            extents.add((int) dimension.getDimValue());
        }
        return extents;
    }

    /** Images as Keras writes them have few values on the last axis, others on the second. */
    public static Layout layout(List<Integer> dims) {
        if (dims.size() != 4) {
            return Layout.ROW_MAJOR;
        }
        return dims.get(1) > MOST_CHANNELS && dims.get(2) > MOST_CHANNELS && dims.get(3) <= MOST_CHANNELS
                ? Layout.ROW_MAJOR
                : Layout.CHANNELS_FIRST;
    }

    private List<Integer> bound(List<Dimension> declared, List<Integer> given) {
        if (given.size() != declared.size()) {
            throw error("of rank " + declared.size() + ", " + ModelText.dims(given) + " has rank " + given.size());
        }
        for (int axis = 0; axis < given.size(); axis++) {
            long extent = declared.get(axis).getDimValue();
            if (extent > 0 && extent != given.get(axis)) {
                throw error("with an extent of " + extent + " on axis " + axis + ", which " + ModelText.dims(given)
                        + " contradicts; only extents that the file leaves open can be chosen");
            }
        }
        return checked(given.stream().map(Integer::longValue).toList());
    }

    private List<Integer> fixed(List<Dimension> declared, Optional<PictureSize> pictures) {
        List<Long> extents = new ArrayList<>();
        for (Dimension dimension : declared) {
            extents.add(dimension.getDimValue());
        }
        // An open batch is one picture.
        extents.set(0, extents.get(0) <= 0 ? 1 : extents.get(0));
        boolean channelsLast =
                declared.get(3).getDimValue() > 0 && declared.get(3).getDimValue() <= MOST_CHANNELS;
        pictures.ifPresent(size -> {
            int rows = channelsLast ? 1 : 2;
            extents.replaceAll(extent -> extent == -1 ? Long.valueOf(0) : extent);
            extents.set(rows, extents.get(rows) == 0 ? Long.valueOf(size.height()) : extents.get(rows));
            extents.set(rows + 1, extents.get(rows + 1) == 0 ? Long.valueOf(size.width()) : extents.get(rows + 1));
        });
        if (extents.stream().anyMatch(extent -> extent == 0 || extent == -1)) {
            throw error("whose size is open; choose it with --input-shape "
                    + (channelsLast ? "1,HEIGHT,WIDTH,3" : "1,3,HEIGHT,WIDTH") + ", such as "
                    + (channelsLast ? "1,224,224,3" : "1,3,224,224"));
        }
        return checked(extents);
    }

    private List<Integer> checked(List<Long> extents) {
        for (long extent : extents) {
            if (extent < 1 || extent > Limits.TENSOR_VALUES) {
                throw error("with an extent of " + extent);
            }
        }
        if (extents.get(0) != 1) {
            throw new UnsupportedModelException(ModelText.model(model) + " takes batches of " + extents.get(0)
                    + " images; export it with a batch of 1");
        }
        return extents.stream().map(Long::intValue).toList();
    }

    private UnsupportedModelException error(String problem) {
        return new UnsupportedModelException(ModelText.model(model) + " takes input " + input + " " + problem);
    }
}
