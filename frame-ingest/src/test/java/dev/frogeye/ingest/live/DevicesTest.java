package dev.frogeye.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.frogeye.ingest.CaptureRequest;
import dev.frogeye.ingest.DeviceLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DevicesTest {
    private static final List<String> MAC = List.of(
            "AVFoundation indev: AVFoundation video devices:",
            "AVFoundation indev: [0] FaceTime HD Camera",
            "AVFoundation indev: [1] Brio 100",
            "AVFoundation indev: [2] Capture screen 0",
            "AVFoundation indev: AVFoundation audio devices:",
            "AVFoundation indev: [0] MacBook Pro Microphone");

    private static final List<String> WINDOWS = List.of(
            "dshow: \"Integrated Camera\" (video)",
            "dshow:   Alternative name \"@device_pnp_\\\\?\\usb#vid_04f2\\global\"",
            "dshow: \"OBS Virtual Camera\" (none)",
            "dshow:   Alternative name \"@device_sw_{860BB310}\\{A3FCE0F5}\"",
            "dshow: \"Microphone Array (Realtek)\" (audio)");

    @TempDir
    private Path folder;

    @Test
    void camerasAndScreensAreReadFromWhatMacsPrint() {
        List<Device> found = PrintedDevices.avfoundation(MAC);
        assertThat(found)
                .containsExactly(
                        new Device(Device.Kind.CAMERA, "0", "FaceTime HD Camera"),
                        new Device(Device.Kind.CAMERA, "1", "Brio 100"),
                        new Device(Device.Kind.SCREEN, "0", "Capture screen 0"));
        assertThat(found.get(1)).hasToString("camera  1  Brio 100");
    }

    @Test
    void camerasAreReadFromWhatWindowsPrints() {
        List<Device> found = PrintedDevices.dshow(WINDOWS);
        assertThat(found).extracting(Device::id).containsExactly("Integrated Camera", "OBS Virtual Camera");
        assertThat(found.get(0)).hasToString("camera  Integrated Camera");
        Devices devices = new Devices(found, List.of());
        assertThat(address(LiveInput.camera("1"), Platform.WINDOWS, devices)).isEqualTo("video=OBS Virtual Camera");
        assertThat(address(LiveInput.camera("7"), Platform.WINDOWS, devices)).isEqualTo("video=7");
    }

    @Test
    void camerasOfLinuxHaveTheNamesTheKernelGivesThem() throws IOException {
        for (String node : List.of("video10", "video0", "video2")) {
            Files.createFile(folder.resolve(node));
            Path sys = Files.createDirectories(folder.resolve("sys").resolve(node));
            Files.writeString(sys.resolve("name"), "Cam " + node + "\n");
        }
        Files.createDirectories(folder.resolve("sys/video5"));
        Files.delete(folder.resolve("sys/video2/name"));
        List<Device> found = VideoNodes.list(folder.resolve("sys"), folder);
        assertThat(found)
                .containsExactly(
                        new Device(Device.Kind.CAMERA, folder.resolve("video0").toString(), "Cam video0"),
                        new Device(Device.Kind.CAMERA, folder.resolve("video2").toString(), ""),
                        new Device(Device.Kind.CAMERA, folder.resolve("video10").toString(), "Cam video10"));
        assertThat(VideoNodes.list(folder.resolve("none"), folder)).isEmpty();
        Devices devices = new Devices(found, List.of());
        assertThat(address(LiveInput.camera("cam VIDEO10"), Platform.LINUX, devices))
                .isEqualTo(found.get(2).id());
        assertThat(address(LiveInput.camera("video1"), Platform.LINUX, devices))
                .isEqualTo(found.get(2).id());
        assertThat(address(LiveInput.camera("other"), Platform.LINUX, devices)).isEqualTo("other");
        assertThat(address(LiveInput.camera("4"), Platform.LINUX, devices)).isEqualTo("/dev/video4");
    }

    private static String address(LiveInput input, Platform platform, Devices devices) {
        CaptureRequest request =
                Opening.of(input, CaptureOptions.DEFAULT, platform, devices).get(0);
        return ((CaptureRequest.Origin.Device) request.from()).address();
    }

    @ParameterizedTest
    @CsvSource({"Linux, LINUX", "Mac OS X, MACOS", "Darwin, MACOS", "Windows 11, WINDOWS", "FreeBSD, LINUX", "'', LINUX"
    })
    void platformsAreToldByTheirNames(String name, Platform expected) {
        assertThat(Platform.of(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void listingAnswersOnEveryPlatform(Platform platform) {
        Devices devices = Devices.list(platform);
        assertThat(devices.lines()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .doesNotContain("\n"));
        if (DeviceLibrary.problem().isPresent()) {
            assertThat(devices.notes()).containsExactly(DeviceLibrary.problem().get());
        } else if (platform != Platform.current()) {
            assertThat(devices.notes()).anyMatch(note -> note.contains("has no input " + platform.cameraFormat()));
        }
    }

    private static void assumeCameras() {
        Assumptions.assumeTrue(Platform.current() == Platform.LINUX, "not Linux");
        Optional<String> problem = DeviceLibrary.problem();
        Assumptions.assumeTrue(problem.isEmpty(), () -> problem.orElse(""));
    }

    @Test
    void aCameraThatIsNotThereFailsWithTheDevicesAndTheCommand() {
        assumeCameras();
        assertThatThrownBy(() -> LiveSource.open(LiveInput.camera("97"), LiveOptions.DEFAULT))
                .isInstanceOfSatisfying(LiveSourceException.class, e -> {
                    assertThat(e.kind()).isEqualTo(LiveSourceException.Kind.UNAVAILABLE);
                    assertThat(e.hints()).containsAll(Devices.list().lines());
                    assertThat(e.hints())
                            .anyMatch(line -> line.contains("ffmpeg -f v4l2") && line.contains("-i /dev/video97"));
                })
                .hasMessageContaining("camera 97 cannot be opened")
                .hasMessageContaining("No such file")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aScreenThatIsNotThereFailsWithTheDevicesAndTheCommand() {
        assumeCameras();
        assertThatThrownBy(() -> LiveSource.open(LiveInput.parse("screen::97", false), LiveOptions.DEFAULT))
                .isInstanceOfSatisfying(LiveSourceException.class, e -> assertThat(e.hints())
                        .containsAll(Devices.list().lines())
                        .anyMatch(line -> line.contains("ffmpeg -f x11grab") && line.contains("-i :97")))
                .hasMessageContaining("screen::97 cannot be opened")
                .hasMessageContaining("Cannot open display");
    }
}
