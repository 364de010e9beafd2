package dev.frogeye.live.page;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Packed RGB to JPEG, with the JDK's own encoder, which needs no display. Not thread-safe. */
final class JpegEncoder implements AutoCloseable {
    private static final float QUALITY = 0.8f;
    private static final int[] RED_GREEN_BLUE = {0, 1, 2};

    private final ColorModel colours = new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
    private final ImageWriter writer =
            ImageIO.getImageWritersByFormatName("jpeg").next();
    private final ImageWriteParam parameters = writer.getDefaultWriteParam();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    JpegEncoder() {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
    }

    /** The file's bytes. */
    byte[] encode(Renderer.Drawing drawing) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(drawing.rgb(), 3 * drawing.width() * drawing.height()),
                drawing.width(),
                drawing.height(),
                3 * drawing.width(),
                3,
                RED_GREEN_BLUE,
                null);
        bytes.reset();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(new BufferedImage(colours, raster, false, null), null, null), parameters);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        writer.dispose();
    }
}
