package dev.frogeye.dense;

import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import org.nd4j.shade.protobuf.UnknownFieldSet;
import org.nd4j.shade.protobuf.UnknownFieldSet.Field;

/**
 * Attributes whose value is zero. The protobuf classes at hand leave zeros out when they write, and ONNX Runtime, built on
 * those that do not, then takes the operator's default: 1 for the axis of {@code DequantizeLinear}, say.
 */
final class WrittenZeros {
    private WrittenZeros() {}

    /** Has the zeros of all nodes written. */
    static void keep(GraphProto.Builder graph) {
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                keep(attribute);
            }
        }
    }

    private static void keep(AttributeProto.Builder attribute) {
        if (attribute.hasG()) {
            keep(attribute.getGBuilder());
        } else if (attribute.getType() == AttributeProto.AttributeType.INT && attribute.getI() == 0) {
            write(attribute, AttributeProto.I_FIELD_NUMBER, Field.newBuilder().addVarint(0));
        } else if (attribute.getType() == AttributeProto.AttributeType.FLOAT && attribute.getF() == 0) {
            write(attribute, AttributeProto.F_FIELD_NUMBER, Field.newBuilder().addFixed32(0));
        }
    }

    private static void write(AttributeProto.Builder attribute, int field, Field.Builder zero) {
        attribute.setUnknownFields(
                UnknownFieldSet.newBuilder().addField(field, zero.build()).build());
    }
}
