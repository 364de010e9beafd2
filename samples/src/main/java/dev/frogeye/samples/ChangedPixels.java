package dev.frogeye.samples;

import dev.frogeye.encoder.Encoder;
import dev.frogeye.encoder.EncoderKind;
import dev.frogeye.encoder.Shape;
import dev.frogeye.encoder.Spikes;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** The encoder alone, without a network: prints for each frame how many pixel values changed. */
public final class ChangedPixels {
    /** Plain values from 0 to 1, at a size that keeps what matters and averages noise away. */
    private static final Preprocessing PREPROCESSING = Preprocessing.parse("size=160x120,fit=letterbox,scale=1/255");

    private static final float THRESHOLD = 4f / 255;

    private ChangedPixels() {}

    /** Takes the video as its argument. */
    public static void main(String[] args) throws IOException {
        print(Path.of(args[0]), System.out);
    }

    static void print(Path video, PrintStream out) throws IOException {
        Shape shape = new Shape(PREPROCESSING.height(), PREPROCESSING.width(), 3);
        Preprocessor preprocessor = new Preprocessor(PREPROCESSING);
        Encoder encoder = Encoder.of(EncoderKind.SEND_ON_DELTA, shape, THRESHOLD, THRESHOLD, THRESHOLD);
        Spikes spikes = new Spikes(shape);
        RgbFrame frame = new RgbFrame();
        float[] pixels = new float[shape.size()];
        try (VideoFile source = VideoFile.open(video)) {
            while (source.read(frame)) {
                if (frame.discontinuity()) {
                    encoder.reset();
                }
                preprocessor.apply(frame, pixels);
                encoder.encode(pixels, spikes);
                out.printf(
                        Locale.ROOT,
                        "%8.3f s %,8d spikes %5.1f %%%n",
                        frame.ptsMicros() / 1e6,
                        spikes.count(),
                        100 * spikes.density());
            }
        }
    }
}
