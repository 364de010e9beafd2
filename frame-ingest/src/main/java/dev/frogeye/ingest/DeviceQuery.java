package dev.frogeye.ingest;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_free_list_devices;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_list_input_sources;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** Asks FFmpeg which devices there are; none, of no kind, where its {@link DeviceLibrary} cannot be loaded. */
public final class DeviceQuery {
    /**
     * A device as FFmpeg tells it.
     *
     * @param id what to open it by
     * @param description for people
     */
    public record Found(String id, String description) {}

    private DeviceQuery() {}

    /** Whether this FFmpeg has that input. */
    public static boolean isBuiltIn(String format) {
        return find(format) != null;
    }

    private static AVInputFormat find(String format) {
        return DeviceLibrary.problem().isPresent() ? null : av_find_input_format(format);
    }

    /** The devices of an input, none where FFmpeg cannot list them. */
    public static List<Found> list(String format) {
        AVInputFormat input = find(format);
        List<Found> found = new ArrayList<>();
        if (input == null) {
            return found;
        }
        FfmpegLog.attach((isError, text) -> {});
        try (AVDeviceInfoList list = new AVDeviceInfoList(null)) {
            if (avdevice_list_input_sources(input, (BytePointer) null, null, list) >= 0 && !list.isNull()) {
                for (int i = 0; i < list.nb_devices(); i++) {
                    AVDeviceInfo device = list.devices(i);
                    found.add(new Found(text(device.device_name()), text(device.device_description())));
                }
                avdevice_free_list_devices(list);
            }
        } finally {
            FfmpegLog.detach();
        }
        return found;
    }

    /** What an input that prints its devices prints, line by line. */
    public static List<String> printed(String format) {
        AVInputFormat input = find(format);
        List<String> lines = new ArrayList<>();
        if (input == null) {
            return lines;
        }
        AVFormatContext context = FfmpegInterrupts.context();
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "list_devices", "true", 0);
        FfmpegLog.attach((isError, text) -> lines.add(text));
        try (BytePointer nothing = new BytePointer("dummy")) {
            // Opening fails in any case: all there is to it is what it prints.
            FfmpegLog.withInformation(() -> avformat_open_input(context, nothing, input, options));
        } finally {
            FfmpegLog.detach();
            av_dict_free(options);
            options.close();
            if (!context.isNull()) {
                avformat_close_input(context);
            }
            context.close();
        }
        return lines;
    }

    private static String text(BytePointer text) {
        return text == null || text.isNull() ? "" : new String(text.getStringBytes(), StandardCharsets.UTF_8).strip();
    }
}
