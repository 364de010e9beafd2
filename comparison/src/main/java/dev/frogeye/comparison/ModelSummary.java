package dev.frogeye.comparison;

/**
 * The network that was measured, up to the layer whose features are compared.
 *
 * @param name file name or {@code builtin:...}
 * @param sha256 of the ONNX bytes, lower-case hex
 * @param input extents of the image, as {@code 1x3x299x299}
 * @param layer the tensor that features are taken from
 * @param pooling how it becomes a vector
 * @param featureSize length of that vector
 * @param classifies whether the vector holds a score for each class
 * @param preprocess how a frame becomes the image
 * @param preprocessSource where that is from
 * @param denseMacs multiply-adds of the frame-by-frame network for one frame
 * @param parameters weights and biases
 */
public record ModelSummary(
        String name,
        String sha256,
        String input,
        String layer,
        String pooling,
        int featureSize,
        boolean classifies,
        String preprocess,
        String preprocessSource,
        long denseMacs,
        long parameters) {}
