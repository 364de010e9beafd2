package dev.frogeye.zoo;

import dev.frogeye.model.onnx.OnnxModel;
import java.util.function.Supplier;

/** The networks people bring, each in the words of an exporter. */
enum Zoo {
    ALEXNET(Classics::alexNet),
    ALEXNET_CAFFE(Classics::caffeAlexNet),
    VGG_16(Classics::vgg16),
    SQUEEZENET(Classics::squeezeNet),
    RESNET_18(ResNets::resNet18),
    RESNET_50_KERAS(ResNets::resNet50Keras),
    RESNET_50_MXNET(ResNets::resNet50Mxnet),
    REGNET(ResNets::regNet),
    DENSENET_121(DenseNets::denseNet121),
    INCEPTION_V1(Inceptions::v1),
    INCEPTION_V3(Inceptions::v3),
    SHUFFLENET_V1(ShuffleNets::v1),
    SHUFFLENET_V2(ShuffleNets::v2),
    MOBILENET_V1(MobileNets::v1),
    MOBILENET_V2(MobileNets::v2),
    MOBILENET_V3_SMALL(MobileNets::v3Small),
    MOBILENET_V3_LARGE(MobileNets::v3Large),
    EFFICIENTNET_B0(EfficientNets::timm),
    EFFICIENTNET_B0_KERAS(EfficientNets::keras) {
        @Override
        boolean takesLevels() {
            return true;
        }
    },
    CONVNEXT_T_17(ConvNexts::opset17),
    CONVNEXT_T_13(ConvNexts::opset13),
    UNET_TRANSPOSED(UNets::transposed),
    UNET_BILINEAR(UNets::bilinear),
    YOLO_V5(Yolos::v5),
    YOLO_V8(Yolos::v8),
    FPN(Pyramids::fpn);

    private final Supplier<OnnxModel> exporter;

    Zoo(Supplier<OnnxModel> exporter) {
        this.exporter = exporter;
    }

    OnnxModel model() {
        return exporter.get();
    }

    /** Whether it takes pixels from 0 to 255, not from -1 to 1. */
    boolean takesLevels() {
        return false;
    }

    Conduct conduct() {
        return Conduct.of(model(), takesLevels());
    }
}
