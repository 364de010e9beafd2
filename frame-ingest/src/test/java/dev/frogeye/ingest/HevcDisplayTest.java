package dev.frogeye.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How pictures of HEVC are shown, by the words of ITU-T H.265. */
class HevcDisplayTest {
    /** NAL unit types of 7.4.2.2, as the first byte of a unit. */
    private static final int IDR_WITHOUT_LEADING = 20 << 1;

    private static final int MESSAGE = 39 << 1;
    /** Payload type of D.2.17. */
    private static final int DISPLAY_ORIENTATION = 47;

    @TempDir
    private Path folder;

    private static String[] five(String frame) {
        return new String[] {frame, frame, frame, frame, frame};
    }

    @Test
    void aStreamThatSaysNothingIsShownAsItIs() throws IOException {
        DisplayTest.expect(Quadrants.file("quadrants.hevc"), five("128x96 RGBY"));
    }

    /** Flips, then 16 bits of turns anticlockwise, then that it holds on. */
    @ParameterizedTest
    @CsvSource({
        "false, false, 90, 96x128 GYRB",
        "false, false, 180, 128x96 YBGR",
        "false, false, 270, 96x128 BRYG",
        "true, false, 0, 128x96 GRYB",
        "false, true, 0, 128x96 BYRG"
    })
    void anOrientationMessageIsObeyed(boolean isMirrored, boolean isFlipped, int degrees, String expected)
            throws IOException {
        int bits = (isMirrored ? 1 << 22 : 0)
                | (isFlipped ? 1 << 21 : 0)
                | degrees * (1 << 16) / 360 << 5
                | 1 << 4
                | 1 << 3;
        byte[] stream = Files.readAllBytes(Quadrants.file("quadrants.hevc"));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int slice = 0;
        while (stream[slice] != 0
                || stream[slice + 1] != 0
                || stream[slice + 2] != 1
                || stream[slice + 3] != IDR_WITHOUT_LEADING) {
            slice++;
        }
        told.write(stream, 0, slice);
        int[] message = {0, 0, 1, MESSAGE, 1, DISPLAY_ORIENTATION, 3, bits >> 16, bits >> 8 & 0xff, bits & 0xff, 0x80};
        for (int value : message) {
            told.write(value);
        }
        told.write(stream, slice, stream.length - slice);
        DisplayTest.expect(Files.write(folder.resolve("turned.hevc"), told.toByteArray()), five(expected));
    }

    @Test
    void theConformanceWindowIsCutOutToThePixel() throws IOException {
        Path file = Remux.write(
                Quadrants.file("quadrants.hevc"),
                folder.resolve("cut.hevc"),
                "hevc",
                "hevc_metadata=crop_left=66:crop_top=2",
                stream -> {});
        DisplayTest.expect(file, five("62x94 GGYY"));
    }
}
