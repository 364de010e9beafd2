package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenVideoTest {
    private static final int FRAMES = 90;

    @TempDir
    private Path folder;

    private SampleClip.Options options;

    @BeforeEach
    void smallClip() {
        options = new SampleClip.Options(128, 96, 30, FRAMES, 1);
    }

    @Test
    void aMissingFileIsNamed() {
        assertFails(folder.resolve("none.mp4"), VideoException.Code.MISSING, "does not exist");
    }

    @Test
    void aDirectoryIsNamed() {
        assertFails(folder, VideoException.Code.UNREADABLE, "is a directory");
    }

    @Test
    void aDirectoryThatMayNotBeReadSaysSo() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Assumptions.assumeTrue(Files.getFileStore(locked).supportsFileAttributeView("posix"), "no permissions here");
        Files.setPosixFilePermissions(locked, Set.of());
        Assumptions.assumeFalse(Files.isReadable(locked), "this user may read everything");
        assertFails(locked, VideoException.Code.UNREADABLE, "is a directory that cannot be read");
        assertFails(locked.resolve("a.mp4"), VideoException.Code.UNREADABLE, "permissions of the folders");
    }

    @Test
    @Timeout(20)
    void aPipeIsRefusedAndNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe.mp4");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no named pipes");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertFails(pipe, VideoException.Code.UNREADABLE, "is not a regular file");
        assertThatThrownBy(() -> VideoProbe.probe(new VideoLocation.Local(pipe), false))
                .isInstanceOf(VideoException.class)
                .hasMessageContaining("is not a regular file");
        assertFails(Path.of("/dev/null"), VideoException.Code.UNREADABLE, "is not a regular file");
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() throws IOException {
        assertFails(Files.createFile(folder.resolve("empty.mp4")), VideoException.Code.EMPTY, "is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.mp4", "notes.txt", "notes.nfo", "notes.srt", "list.m3u8"})
    void textIsNotAVideo(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "Not a film.\n\nJust a few lines of text.\n".repeat(40));
        assertThatThrownBy(() -> VideoFile.open(file))
                .isInstanceOfSatisfying(VideoException.class, e -> assertThat(e.code())
                        .isIn(VideoException.Code.NOT_A_VIDEO, VideoException.Code.NO_VIDEO_STREAM));
    }

    @Test
    void aPlaylistReachesNothingElse() throws IOException {
        Path list = Files.writeString(
                folder.resolve("list.mp4"), "ffconcat version 1.0\nfile 'http://127.0.0.1:9/secret.ts'\n");
        assertFails(list, VideoException.Code.NOT_A_VIDEO, "not a video");
    }

    @Test
    void anMp4CutOffBeforeItsIndexIsSaidToBeCutOff() throws IOException {
        Path file = cut("cut.mp4", 0.5);
        assertFails(file, VideoException.Code.TRUNCATED, "is cut off before its index (");
        assertFails(file, VideoException.Code.TRUNCATED, "moov atom not found");
    }

    @Test
    void soundWithoutPicturesHasNoVideoStream() throws IOException {
        assertFails(
                OddClips.sound(folder.resolve("sound.wav")), VideoException.Code.NO_VIDEO_STREAM, "no video stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut.mkv", "cut.ts", "cut.avi"})
    void aFileCutInHalfIsReadAsFarAsItGoesAndToldFromAWholeOne(String name) throws IOException {
        Path file = cut(name, 0.5);
        try (VideoFile video = VideoFile.open(file)) {
            int frames = Clips.readAll(video).size();
            DecodeReport report = video.report();
            assertThat(frames).isBetween(FRAMES / 4, FRAMES * 3 / 4);
            assertThat(report.frames()).isEqualTo(frames);
            assertThat(report.complete()).isTrue();
            boolean endsTooEarly =
                    report.endMicros() < 0.9 * video.info().durationMicros().orElse(0);
            assertThat(endsTooEarly || report.decodeErrors() > 0).isTrue();
        }
    }

    @Test
    void rubbishInTheMiddleCountsAsDecodeErrors() throws IOException {
        Path file = folder.resolve("clip.mp4");
        SampleClip.write(file, options);
        byte[] bytes = Files.readAllBytes(file);
        byte[] rubbish = new byte[6000];
        new Random(3).nextBytes(rubbish);
        System.arraycopy(rubbish, 0, bytes, bytes.length / 3, rubbish.length);
        Files.write(file, bytes);
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(Clips.readAll(video)).hasSizeBetween(FRAMES - 20, FRAMES);
            assertThat(video.report().decodeErrors()).isPositive();
            assertThat(video.report().messages())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).isNotBlank().doesNotContain("\n"));
        }
    }

    @Test
    void damageInARealH264ClipCountsAsDecodeErrors() throws IOException {
        byte[] bytes = Files.readAllBytes(Clips.real("bikes.mp4"));
        byte[] rubbish = new byte[6000];
        new Random(3).nextBytes(rubbish);
        System.arraycopy(rubbish, 0, bytes, bytes.length / 2, rubbish.length);
        Path file = Files.write(folder.resolve("bikes.mp4"), bytes);
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(Clips.readAll(video)).hasSizeBetween(230, 250);
            assertThat(video.report().decodeErrors()).isPositive();
        }
    }

    @Test
    void aWholeClipHasNoErrors() throws IOException {
        Path file = folder.resolve("clip.mkv");
        SampleClip.write(file, options);
        try (VideoFile video = VideoFile.open(file)) {
            assertThat(Clips.readAll(video)).hasSize(FRAMES);
            assertThat(video.report().decodeErrors()).isZero();
            assertThat(video.report().messages()).isEmpty();
        }
    }

    @Test
    void aStreamWithoutADecodableFrameIsAnError() throws IOException {
        Path file = folder.resolve("clip.mp4");
        SampleClip.write(file, options);
        byte[] bytes = Files.readAllBytes(file);
        int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mdat") + 4;
        int index = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("moov") - 4;
        Arrays.fill(bytes, data, index, (byte) 0);
        Files.write(file, bytes);
        assertThatThrownBy(() -> Clips.readAll(file, TimeRange.ALL))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(VideoException.Code.NO_FRAMES))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("header damaged");
    }

    private static void assertFails(Path file, VideoException.Code code, String reason) {
        assertThatThrownBy(() -> VideoFile.open(file))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining(";")
                .hasMessageNotContaining("\n");
    }

    private Path cut(String name, double share) throws IOException {
        Path file = folder.resolve(name);
        SampleClip.write(file, options);
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }
}
