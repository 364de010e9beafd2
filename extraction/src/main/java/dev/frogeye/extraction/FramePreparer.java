package dev.frogeye.extraction;

import dev.frogeye.encoder.Frame;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.Preprocessor;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoException;
import java.io.IOException;

/** Makes frames for a network of decoded pictures. Allocates nothing per frame; not thread-safe. */
public final class FramePreparer {
    private final Preprocessor preprocessor;
    private final RgbFrame picture = new RgbFrame();

    /** @param preprocessor of the network's input size */
    public FramePreparer(Preprocessor preprocessor) {
        this.preprocessor = preprocessor;
    }

    /**
     * Decodes and prepares the next frame.
     *
     * @return whether there was one
     */
    public boolean read(FrameSource source, Frame frame) throws IOException {
        if (!source.read(picture)) {
            return false;
        }
        prepare(picture, frame);
        return true;
    }

    /**
     * Prepares a frame that was decoded already.
     *
     * @param decoded of any size; not kept
     * @throws VideoException if the mask is of another shape
     */
    public void prepare(RgbFrame decoded, Frame frame) throws VideoException {
        preprocessor.prepare(decoded);
        preprocessor.apply(decoded, frame.values());
        frame.place(decoded.index(), decoded.ptsMicros(), decoded.discontinuity());
    }
}
