package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_format;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame_rate;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_h;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_w;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse2;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_init_str;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.io.IOException;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Pictures that a graph of filters makes up. FFmpeg's input {@code lavfi} would do the same, but it is part of the
 * library of cameras and screens, which does not load on a machine without sound and display.
 */
final class GeneratedPictures implements LivePictures {
    private final String name;
    private final DecodeTally tally;
    private final AVFilterGraph graph;
    private final AVFrame frame;
    private AVFilterContext sink;
    private PictureGeometry geometry;

    GeneratedPictures(String name, String filters, DecodeTally tally) throws VideoException {
        this.name = name;
        this.tally = tally;
        graph = avfilter_graph_alloc();
        frame = av_frame_alloc();
        boolean isOpen = false;
        try {
            if (graph == null || frame == null) {
                throw new OutOfMemoryError("no native memory for a filter graph");
            }
            // The pictures are small, and the network needs the cores.
            graph.nb_threads(1);
            open(filters);
            geometry = new PictureGeometry(
                    av_buffersink_get_w(sink), av_buffersink_get_h(sink), Orientation.UPRIGHT, PixelAspect.SQUARE);
            isOpen = true;
        } finally {
            if (!isOpen) {
                close();
            }
        }
    }

    private void open(String filters) throws VideoException {
        AVFilterInOut inputs = new AVFilterInOut(null);
        AVFilterInOut outputs = new AVFilterInOut(null);
        try {
            check(avfilter_graph_parse2(graph, filters, inputs, outputs));
            if (outputs.isNull()) {
                throw failure("the filters have no output");
            }
            sink = avfilter_graph_alloc_filter(graph, avfilter_get_by_name("buffersink"), "pictures");
            if (sink == null) {
                throw new OutOfMemoryError("no native memory for a filter graph");
            }
            check(avfilter_init_str(sink, (BytePointer) null));
            check(avfilter_link(outputs.filter_ctx(), outputs.pad_idx(), sink, 0));
            check(avfilter_graph_config(graph, (Pointer) null));
        } finally {
            avfilter_inout_free(inputs);
            avfilter_inout_free(outputs);
            inputs.close();
            outputs.close();
        }
    }

    private void check(int code) throws VideoException {
        if (code < 0) {
            throw failure(tally.firstMessage(FfmpegError.text(code)));
        }
    }

    private VideoException failure(String reason) {
        return new VideoException(
                VideoException.Code.UNREADABLE,
                name + " cannot be made up (" + reason + "); ask for another size or rate");
    }

    @Override
    public VideoInfo info() {
        AVRational rate = av_buffersink_get_frame_rate(sink);
        BytePointer format = av_get_pix_fmt_name(av_buffersink_get_format(sink));
        TimeBase unit = timeBase();
        return new VideoInfo(
                name,
                "generated",
                "rawvideo",
                geometry.width(),
                geometry.height(),
                0,
                rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                unit.num(),
                unit.den(),
                format == null ? "unknown" : format.getString());
    }

    @Override
    public TimeBase timeBase() {
        AVRational unit = av_buffersink_get_time_base(sink);
        return new TimeBase(unit.num(), unit.den());
    }

    @Override
    public boolean isTimed() {
        return true;
    }

    @Override
    public boolean isEndless() {
        return false;
    }

    @Override
    public PictureGeometry geometry() {
        return geometry;
    }

    @Override
    public boolean next() throws IOException {
        FfmpegInterrupts.check(name);
        av_frame_unref(frame);
        int code = av_buffersink_get_frame(sink, frame);
        if (code == AVERROR_EOF()) {
            return false;
        }
        check(code);
        // What a decoder would find out by looking at the pictures around.
        frame.best_effort_timestamp(frame.pts());
        return true;
    }

    @Override
    public AVFrame frame() {
        return frame;
    }

    @Override
    public VideoException withoutFrames(String reason) {
        return failure(reason);
    }

    @Override
    public void close() {
        if (frame != null) {
            av_frame_free(frame);
            frame.close();
        }
        if (graph != null) {
            avfilter_graph_free(graph);
            graph.close();
        }
    }
}
