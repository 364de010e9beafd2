package dev.frogeye.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The pretrained networks of the test data, each with how its pictures are prepared and the tensor that its users read.
 * Benchmarks take them by {@link #key}.
 */
public enum KnownNetwork {
    INCEPTION_V3("InceptionV3", "inception_v3.onnx.gz", "@output", "fit=stretch,scale=1/127.5,mean=1,std=1"),
    MOBILENET_V2("MobileNetV2", "mobilenet_v2.onnx.gz", "@output", "fit=stretch,scale=1/127.5,mean=1,std=1"),
    NANODET("NanoDet", "nanodet.onnx.gz", "PartitionedCall/transpose_99", "fit=stretch,scale=1,mean=0,std=1"),
    POSENET("PoseNet", "posenet.onnx.gz", "MobilenetV1/heatmap_2/BiasAdd", "fit=stretch,scale=1/127.5,mean=1,std=1"),
    MOVENET(
            "MoveNet lightning",
            "movenet-lightning.onnx.gz",
            "StatefulPartitionedCall/Sigmoid",
            "fit=stretch,scale=1,mean=0,std=1"),
    RFB_320("RFB-320", "version-RFB-320.onnx", "scores", "fit=stretch,scale=1,mean=127,std=128"),
    SELFIE_SEGMENTATION(
            "Selfie segmentation", "selfie-segmentation.onnx", "activation_10", "fit=stretch,scale=1/255,mean=0,std=1");

    private final String title;
    private final String file;
    private final String layer;
    private final String preprocessing;

    KnownNetwork(String title, String file, String layer, String preprocessing) {
        this.title = title;
        this.file = file;
        this.layer = layer;
        this.preprocessing = preprocessing;
    }

    /** What to call it on a command line: lower case with dashes. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Name of its file in the folder of models; one that ends in {@code .gz} is packed. */
    public String file() {
        return file;
    }

    /** The tensor, as {@code --layer} takes it. */
    public String layer() {
        return layer;
    }

    /** As {@code --preprocess} takes it. */
    public String preprocessing() {
        return preprocessing;
    }

    /** The network of this key. */
    public static Optional<KnownNetwork> of(String key) {
        return Arrays.stream(values())
                .filter(network -> network.key().equals(key))
                .findFirst();
    }
}
