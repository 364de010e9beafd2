package dev.frogeye.model.onnx.constant;

import dev.frogeye.model.ModelText;
import dev.frogeye.model.onnx.file.Limits;
import dev.frogeye.model.onnx.file.Node;
import java.util.List;

/** {@code DepthToSpace} and {@code SpaceToDepth}: square blocks of pixels for channels. */
final class BlockPick {
    private BlockPick() {}

    static Pick depthToSpace(Node node, Constants constants, List<Integer> dims) {
        int block = block(node, dims);
        String mode = node.attributes().text("mode", "DCR");
        if (!mode.equals("DCR") && !mode.equals("CRD")) {
            throw node.error("has an unknown mode " + ModelText.quote(mode));
        }
        int channels = dims.get(1) / (block * block);
        if (channels * block * block != dims.get(1)) {
            throw node.error("cannot spread " + dims.get(1) + " channels over blocks of " + block + " x " + block);
        }
        int height = Extents.extent(node, (long) dims.get(2) * block);
        int width = Extents.extent(node, (long) dims.get(3) * block);
        List<Integer> result = List.of(dims.get(0), channels, height, width);
        boolean depthFirst = mode.equals("DCR");
        return Pick.of(result, () -> {
            int[] source = new int[(int) Dims.size(result)];
            for (int i = 0; i < source.length; i++) {
                int x = i % width;
                int y = i / width % height;
                int c = i / width / height % channels;
                int n = i / width / height / channels;
                int place = y % block * block + x % block;
                int channel = depthFirst ? place * channels + c : c * block * block + place;
                source[i] = ((n * dims.get(1) + channel) * dims.get(2) + y / block) * dims.get(3) + x / block;
            }
            return source;
        });
    }

    static Pick spaceToDepth(Node node, Constants constants, List<Integer> dims) {
        int block = block(node, dims);
        int height = dims.get(2) / block;
        int width = dims.get(3) / block;
        if (height * block != dims.get(2) || width * block != dims.get(3)) {
            throw node.error("cannot cut " + ModelText.dims(dims) + " into blocks of " + block + " x " + block);
        }
        int channels = Extents.extent(node, (long) dims.get(1) * block * block);
        List<Integer> result = List.of(dims.get(0), channels, height, width);
        return Pick.of(result, () -> {
            int[] source = new int[(int) Dims.size(result)];
            for (int i = 0; i < source.length; i++) {
                int x = i % width;
                int y = i / width % height;
                int c = i / width / height % channels;
                int n = i / width / height / channels;
                int place = c / dims.get(1);
                int row = y * block + place / block;
                int column = x * block + place % block;
                source[i] = ((n * dims.get(1) + c % dims.get(1)) * dims.get(2) + row) * dims.get(3) + column;
            }
            return source;
        });
    }

    private static int block(Node node, List<Integer> dims) {
        node.requireInputs(1, 1);
        long block = node.attributes().integer("blocksize", 0);
        if (block < 1 || block > Limits.WINDOW || dims.size() != 4) {
            throw node.error("needs an image and a block size from 1 to " + Limits.WINDOW + ", has "
                    + ModelText.dims(dims) + " and " + block);
        }
        return (int) block;
    }
}
