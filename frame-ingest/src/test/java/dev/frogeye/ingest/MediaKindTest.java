package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import dev.frogeye.ingest.OddClips.OddClip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaKindTest {
    @TempDir
    private Path folder;

    @Test
    void everyOddClipThatHoldsPicturesIsAVideoWhateverItsName() throws IOException {
        for (OddClip clip : OddClips.write(folder)) {
            Path file = folder.resolve(clip.path());
            if (clip.status().equals("failed") || clip.isImageSequence()) {
                continue;
            }
            Path renamed = folder.resolve("renamed.txt");
            Files.copy(file, renamed);
            assertThat(MediaKind.of(renamed)).as(clip.name()).isEqualTo(MediaKind.VIDEO);
            Files.delete(renamed);
        }
        assertThat(MediaKind.of(folder.resolve("noindex.mp4"))).isEqualTo(MediaKind.VIDEO);
        assertThat(MediaKind.of(folder.resolve("moving.webp"))).isEqualTo(MediaKind.VIDEO);
        assertThat(MediaKind.of(folder.resolve("sound.wav"))).isEqualTo(MediaKind.AUDIO);
        assertThat(MediaKind.of(folder.resolve("images/img_010.png"))).isEqualTo(MediaKind.IMAGE);
        for (String other : new String[] {"empty.mp4", "text.mp4", "rubbish.mkv", "images", ""}) {
            assertThat(MediaKind.of(folder.resolve(other))).as(other).isEqualTo(MediaKind.OTHER);
        }
        for (String unreadable : new String[] {"loop.mp4", "dangling.mp4", "none.mp4"}) {
            assertThatThrownBy(() -> MediaKind.of(folder.resolve(unreadable))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void stillPicturesAreImages() throws IOException {
        Path png = OddWriter.write(
                folder.resolve("a"),
                OddWriter.format("image2pipe", "png", AV_PIX_FMT_RGB24).withSize(640, 480),
                0);
        assertThat(MediaKind.of(png)).isEqualTo(MediaKind.IMAGE);
        Path jpeg = OddWriter.write(
                folder.resolve("b"),
                OddWriter.format("image2pipe", "mjpeg", AV_PIX_FMT_YUVJ420P).withSize(640, 480),
                0);
        assertThat(MediaKind.of(jpeg)).isEqualTo(MediaKind.IMAGE);
        Path bmp = OddWriter.write(folder.resolve("c"), OddWriter.format("image2pipe", "bmp", AV_PIX_FMT_BGR24), 0);
        assertThat(MediaKind.of(bmp)).isEqualTo(MediaKind.IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpeg2video", "m4v", "h264"})
    void rawStreamsAreVideos(String container) throws IOException {
        String encoder =
                switch (container) {
                    case "m4v" -> "mpeg4";
                    case "h264" -> "libopenh264";
                    default -> container;
                };
        Assumptions.assumeTrue(OddWriter.canEncode(encoder), "this FFmpeg has no encoder " + encoder);
        OddWriter.Format format =
                new OddWriter.Format(container, encoder, 64, 48, AV_PIX_FMT_YUV420P, 25, 0, 0, Map.of());
        Path file = OddWriter.write(folder.resolve("raw"), format, Clips.every(1, 30));
        assertThat(MediaKind.of(file)).isEqualTo(MediaKind.VIDEO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1\\n00:00:01,000 --> 00:00:02,000\\nHello\\n | OTHER",
                "[00:12.00]A line of a song\\n[00:17.20]And another\\n | OTHER",
                "WEBVTT\\n\\n00:01.000 --> 00:04.000\\nHello\\n | OTHER",
                "{\"json\": true}\\n | OTHER",
                "#!/bin/sh\\necho hello\\n | OTHER",
                "export const a = 1;\\n | OTHER",
                "#EXTM3U\\n#EXTINF:10,\\nhttp://127.0.0.1:9/a.ts\\n | OTHER",
            })
    void textIsNothing(String text, MediaKind kind) throws IOException {
        Path file = Files.writeString(
                folder.resolve("file.mp4"), text.replace("\\n", "\n").repeat(20));
        assertThat(MediaKind.of(file)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"M4A , AUDIO", "avif, IMAGE", "heic, IMAGE", "isom, VIDEO", "qt  , VIDEO", "avis, VIDEO"})
    void aBrandTellsWhatAnIsoFileHolds(String brand, MediaKind kind) throws IOException {
        String padded = (brand + "  ").substring(0, 4);
        Path file = Files.write(
                folder.resolve("file"),
                ("\0\0\0\u0014ftyp" + padded + "\0\0\0\0" + padded + "\0\0\0\u0008free\0\0\0\u0008mdat")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(MediaKind.of(file)).isEqualTo(kind);
    }

    @Test
    void soundIsAudio() throws IOException {
        byte[] mp3 = new byte[417 * 100];
        for (int at = 0; at < mp3.length; at += 417) {
            mp3[at] = (byte) 0xff;
            mp3[at + 1] = (byte) 0xfb;
            mp3[at + 2] = (byte) 0x90;
            mp3[at + 3] = 0x64;
        }
        assertThat(MediaKind.of(Files.write(folder.resolve("mp3.mp4"), mp3))).isEqualTo(MediaKind.AUDIO);
        String page = "OggS\0\u0002" + "\0".repeat(20) + "\u0001\u0013";
        for (String codec : new String[] {"OpusHead\u0001\u0002", "\u0080theora"}) {
            Path ogg = Files.write(
                    folder.resolve("a.ogg"), (page + codec + "\0".repeat(40)).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(MediaKind.of(ogg)).isEqualTo(codec.startsWith("Opus") ? MediaKind.AUDIO : MediaKind.VIDEO);
        }
        byte[] flac = ("fLaC\0\0\0\"\u0010\0\u0010\0\0\0\u000e\0\u0010\u001b\n\u00c4B\u00f0" + "\0".repeat(60))
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(MediaKind.of(Files.write(folder.resolve("flac"), flac))).isEqualTo(MediaKind.AUDIO);
    }

    @Test
    void rubbishOfAnyLengthIsNothing() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(i < 190 ? 3000 : 2_000_000)];
            random.nextBytes(bytes);
            Path file = Files.write(folder.resolve("rubbish.bin"), bytes);
            assertThat(MediaKind.of(file)).as("round %d", i).isEqualTo(MediaKind.OTHER);
        }
    }

    @Test
    @Timeout(20)
    void pipesAndDevicesAreNotOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.mp4");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        assertThat(MediaKind.of(pipe)).isEqualTo(MediaKind.OTHER);
        assertThat(MediaKind.of(Path.of("/dev/zero"))).isEqualTo(MediaKind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "a.mp4, true",
        "a.MKV, true",
        "b.m2ts, true",
        "index.ts, false",
        "a.txt, false",
        ".mp4, false",
        "a, false"
    })
    void theNamesOfVideosAreKnown(String name, boolean isVideo) {
        assertThat(MediaKind.isVideoName(Path.of("folder.mp4", name))).isEqualTo(isVideo);
    }
}
