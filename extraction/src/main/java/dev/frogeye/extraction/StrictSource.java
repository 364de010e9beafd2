package dev.frogeye.extraction;

import dev.frogeye.ingest.DecodeReport;
import dev.frogeye.ingest.FrameSource;
import dev.frogeye.ingest.RgbFrame;
import dev.frogeye.ingest.VideoInfo;
import java.io.IOException;

/** A source whose end is an exception unless all of it was read without a complaint. */
final class StrictSource implements FrameSource {
    /** The source was read, and something is wrong with it. */
    static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String errorCode;
        private final long decodeErrors;

        DamagedException(ReadOutcome verdict, long decodeErrors) {
            super(verdict.message());
            errorCode = verdict.errorCode();
            this.decodeErrors = decodeErrors;
        }

        String errorCode() {
            return errorCode;
        }

        long decodeErrors() {
            return decodeErrors;
        }
    }

    private final FrameSource source;

    StrictSource(FrameSource source) {
        this.source = source;
    }

    @Override
    public VideoInfo info() {
        return source.info();
    }

    @Override
    public boolean read(RgbFrame into) throws IOException {
        if (source.read(into)) {
            return true;
        }
        ReadOutcome verdict = ReadOutcome.of(source.info(), source.report());
        if (verdict.status() != Status.OK) {
            throw new DamagedException(verdict, source.report().decodeErrors());
        }
        return false;
    }

    @Override
    public DecodeReport report() {
        return source.report();
    }

    /** The source underneath is its opener's to close. */
    @Override
    public void close() {}
}
