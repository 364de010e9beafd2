package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Image sequences by how their files are called. */
class ImageNamesTest {
    private static final int IMAGES = 3;

    @TempDir
    private Path folder;

    /** Images 0, 1 and so on of the moving test picture, under these names. */
    private void write(List<String> names) throws IOException {
        Path drawn = Files.createDirectory(folder.resolve("drawn"));
        OddWriter.images(drawn, "%d.png", 0, names.size());
        for (int i = 0; i < names.size(); i++) {
            Files.move(drawn.resolve(i + ".png"), folder.resolve(names.get(i)));
        }
    }

    private VideoFile open(String pattern) throws IOException {
        return VideoFile.open(new VideoLocation.Images(folder.resolve(pattern).toString(), 25), VideoOptions.DEFAULT);
    }

    private static int frames(VideoFile video) throws IOException {
        int frames = 0;
        RgbFrame frame = new RgbFrame();
        while (video.read(frame)) {
            frames++;
        }
        return frames;
    }

    @ParameterizedTest
    @CsvSource({
        "%d.png, 1234567890123.png 1234567890124.png 1234567890125.png",
        "%013d.png, 1234567890123.png 1234567890124.png 1234567890125.png",
        "img_%012d.png, img_000000000007.png img_000000000008.png img_000000000009.png",
        "img_%d.png, img_999999998.png img_999999999.png img_1000000000.png",
        "img_%010d.png, img_0999999999.png img_1000000000.png img_1000000001.png",
        "img_%d.png, img_2147483646.png img_2147483647.png img_2147483648.png",
        "img_%d.png, img_4294967295.png img_4294967296.png img_4294967297.png",
        "img_%020d.png, img_00000012345678901234.png img_00000012345678901235.png img_00000012345678901236.png",
        "%d.png, 98765432109876543210.png 98765432109876543211.png 98765432109876543212.png",
        "img_20260101123456789_%04d.png, img_20260101123456789_0001.png img_20260101123456789_0002.png"
                + " img_20260101123456789_0003.png",
        "img_%d_20260101123456789.png, img_9_20260101123456789.png img_10_20260101123456789.png"
                + " img_11_20260101123456789.png",
        "img_%4d.png, img_0001.png img_0002.png img_0003.png",
        "100%%_%03d.png, 100%_099.png 100%_100.png 100%_101.png",
    })
    void numbersMayHaveAnyNumberOfDigits(String pattern, String names) throws IOException {
        write(List.of(names.split(" ")));
        try (VideoFile video = open(pattern)) {
            assertThat(frames(video)).isEqualTo(IMAGES);
            assertThat(video.report().messages()).isEmpty();
        }
    }

    @Test
    void otherNumbersOfDigitsAreOthers() throws IOException {
        write(List.of("0000000007.png", "00000000008.png", "9.png"));
        try (VideoFile video = open("%010d.png")) {
            assertThat(frames(video)).isEqualTo(1);
        }
        assertThatThrownBy(() -> open("%012d.png")).hasMessageContaining("no image is named like");
        assertThatThrownBy(() -> open("%1000d.png")).hasMessageContaining("names no numbered images");
    }

    @Test
    void aGapAmongLongNumbersIsTold() throws IOException {
        write(List.of("1234567890123.png", "1234567890124.png", "1234567890126.png"));
        try (VideoFile video = open("%d.png")) {
            assertThat(frames(video)).isEqualTo(2);
            assertThat(video.report().endsEarly(video.info())).isTrue();
            assertThat(video.report().messages()).containsExactly("1234567890125.png is missing");
        }
    }

    @Test
    void whereFfmpegCannotCountOnIsTold() throws IOException {
        write(List.of("2999999999.png", "3000000000.png"));
        try (VideoFile video = open("%d.png")) {
            assertThat(frames(video)).isEqualTo(1);
            assertThat(video.report().endsEarly(video.info())).isTrue();
            assertThat(video.report().messages())
                    .singleElement()
                    .asString()
                    .contains("cannot count on to 3000000000.png");
        }
    }
}
