package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.VideoLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveInputTest {
    private static final CaptureOptions HD =
            CaptureOptions.DEFAULT.withSize(new CaptureOptions.Size(1280, 720)).withRate(30);

    @Test
    void everySourceIsReadFromItsWrittenForm() {
        assertThat(LiveInput.parse("test", false))
                .isEqualTo(new LiveInput.Synthetic(LiveInput.Synthetic.Scene.BUSY, OptionalLong.empty()));
        assertThat(LiveInput.parse("test:still:90", false))
                .isEqualTo(new LiveInput.Synthetic(LiveInput.Synthetic.Scene.STILL, OptionalLong.of(90)))
                .hasToString("test:still:90");
        assertThat(LiveInput.parse("test:5", true)).hasToString("test:5");
        assertThat(LiveInput.parse("screen", false)).isEqualTo(new LiveInput.Screen(""));
        assertThat(LiveInput.parse("screen::1.0", false))
                .isEqualTo(new LiveInput.Screen(":1.0"))
                .hasToString("screen::1.0");
        assertThat(LiveInput.parse("/dev/video2", false)).isEqualTo(LiveInput.camera("/dev/video2"));
        assertThat(LiveInput.camera(" 0 ")).isEqualTo(new LiveInput.Camera("0")).hasToString("camera 0");
        assertThat(LiveInput.parse("RTSP://host/a", false))
                .isEqualTo(new LiveInput.NetworkStream(new VideoLocation.Remote("rtsp://host/a")));
        assertThat(LiveInput.parse("clip.mp4", true))
                .isEqualTo(new LiveInput.RealtimeFile(new VideoLocation.Local(Path.of("clip.mp4"))));
        assertThat(LiveInput.parse("http://host/clip.mp4", true)).isInstanceOf(LiveInput.RealtimeFile.class);
    }

    @ParameterizedTest
    @CsvSource({
        "clip.mp4, --realtime",
        "test:x, test:still",
        "test:0, test:still",
        "test:still:5:5, test:still",
        "'rtsp://admin:my s3cr3t@host/', blanks",
        "'', empty"
    })
    void whatIsNoLiveSourceIsRefused(String text, String remedy) {
        assertThatThrownBy(() -> LiveInput.parse(text, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void aCameraWithoutANameIsRefused() {
        assertThatThrownBy(() -> LiveInput.camera(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:s3cr3t@cam.example:554/Streaming/1",
                "rtsp://admin:s3cr3t@cam.example:554/Streaming/1?token=s3cr3t&x=1",
                "rtsp://cam.example:554/Streaming/1?user=admin&password=s3cr3t",
                "rtsp://s3cr3t@cam.example:554/Streaming/1#s3cr3t",
                "rtsp://admin:s3cr3t@@cam.example:554/Streaming/1",
                "rtsp://admin:s3cr3t/s3cr3t@cam.example:554/Streaming/1",
                "rtsp://admin:s3cr3t#s3cr3t@cam.example:554/Streaming/1",
                "rtsp://admin:s3cr3t?s3cr3t@cam.example:554/Streaming/1",
                "rtsp://admin:5?s3cr3t@cam.example:554/Streaming/1?s3cr3t",
                "rtsp://admin:%73s3cr3t:s3cr3t@cam.example:554/Streaming/1",
                "RTSP://admin:s3cr3t@cam.example:554/Streaming/1",
                "rtsp://:s3cr3t@cam.example:554/Streaming/1"
            })
    void anAddressIsShownWithoutItsSecrets(String url) {
        LiveInput input = LiveInput.parse(url, false);
        List<String> shown = List.of(input.name(), input.toString(), input.ffmpegCommand(CaptureOptions.DEFAULT));
        assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain("s3cr3t"));
        if (!url.contains("admin:5?")) {
            assertThat(shown).allSatisfy(text -> assertThat(text).contains("rtsp://cam.example:554/Streaming/1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host:8080/live@main",
                "https://host/@channel/live",
                "http://[::1]:8080/a@b",
                "udp://239.0.0.1:1234",
                "srt://host:9000"
            })
    void anAddressWithoutSecretsIsShownWhole(String url) {
        assertThat(LiveInput.parse(url, false)).hasToString(url);
    }

    @Test
    void camerasAreOpenedAsThePlatformDoes() {
        LiveInput first = LiveInput.camera("0");
        assertThat(first.ffmpegCommand(HD, Platform.LINUX))
                .isEqualTo("ffmpeg -f v4l2 -fflags nobuffer -framerate 30 -input_format mjpeg"
                        + " -video_size 1280x720 -i /dev/video0 -f null -");
        assertThat(first.ffmpegCommand(HD, Platform.MACOS))
                .isEqualTo("ffmpeg -f avfoundation -fflags nobuffer -framerate 30 -video_size 1280x720"
                        + " -i 0:none -f null -");
        assertThat(LiveInput.camera("Integrated Camera").ffmpegCommand(HD, Platform.WINDOWS))
                .isEqualTo("ffmpeg -f dshow -fflags nobuffer -framerate 30 -rtbufsize 100M -vcodec mjpeg"
                        + " -video_size 1280x720 -i \"video=Integrated Camera\" -f null -");
        assertThat(LiveInput.camera("it's mine").ffmpegCommand(CaptureOptions.DEFAULT, Platform.MACOS))
                .contains("-framerate 30 -i 'it'\\''s mine:none'");
        assertThat(LiveInput.camera("/dev/video3").ffmpegCommand(HD.withFormat("yuyv422"), Platform.LINUX))
                .contains("-input_format yuyv422", "-i /dev/video3 ");
        assertThat(first.ffmpegCommand(HD.withFormat("uyvy422"), Platform.MACOS))
                .contains("-pixel_format uyvy422");
        assertThat(first.ffmpegCommand(HD.withFormat("yuyv422"), Platform.WINDOWS))
                .contains("-pixel_format yuyv422")
                .doesNotContain("vcodec");
    }

    @Test
    void screensAreOpenedAsThePlatformDoes() {
        LiveInput second = LiveInput.parse("screen::1", false);
        assertThat(second.ffmpegCommand(HD, Platform.LINUX)).contains("-f x11grab", "-i :1 ");
        assertThat(LiveInput.parse("screen:1", false).ffmpegCommand(HD, Platform.MACOS))
                .contains("-f avfoundation", "-i 'Capture screen 1:none'");
        assertThat(LiveInput.parse("screen", false).ffmpegCommand(HD, Platform.WINDOWS))
                .contains("-f gdigrab", "-i desktop ");
    }

    @Test
    void streamsAndFilesAreOpenedTheSameEverywhere() {
        for (Platform platform : Platform.values()) {
            assertThat(LiveInput.parse("rtsp://u:s3cr3t@host/a", false).ffmpegCommand(HD, platform))
                    .contains("-rtsp_transport tcp", "-i rtsp://host/a ");
            assertThat(LiveInput.parse("udp://host:5", false).ffmpegCommand(HD, platform))
                    .contains("-overrun_nonfatal 1");
            assertThat(LiveInput.parse("clip.mp4", true).ffmpegCommand(HD, platform))
                    .isEqualTo("ffmpeg -re -i clip.mp4 -f null -");
            assertThat(LiveInput.parse("test:7", true).ffmpegCommand(HD, platform))
                    .contains("-re -f lavfi -i testsrc2=size=1280x720:rate=30,trim=end_frame=7 -f null -");
        }
        assertThat(LiveInput.parse("rtsp://host/a", false)
                        .ffmpegCommand(HD.withTransport(CaptureOptions.RtspTransport.UDP)))
                .contains("-rtsp_transport udp");
    }

    @Test
    void aCameraIsAskedForCompressedPicturesFirst() {
        LiveInput camera = LiveInput.camera("0");
        assertThat(Opening.of(camera, HD, Platform.LINUX, Devices.NONE))
                .hasSize(2)
                .extracting(way -> way.options().get("input_format"))
                .containsExactly("mjpeg", null);
        assertThat(Opening.of(camera, HD, Platform.WINDOWS, Devices.NONE))
                .extracting(way -> way.options().get("vcodec"))
                .containsExactly("mjpeg", null);
        assertThat(Opening.of(camera, HD.withFormat("h264"), Platform.WINDOWS, Devices.NONE))
                .extracting(way -> way.options().get("vcodec"))
                .containsExactly("h264");
    }
}
