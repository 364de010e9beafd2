package dev.frogeye.ingest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The files that the pattern of an image sequence stands for. FFmpeg looks for the first number among 0 to 4 alone, and
 * ends silently at a gap; so the folder is looked at.
 *
 * @param ffmpegPattern the pattern with percent signs of the folder's name escaped
 * @param first the lowest number there is
 * @param gap the first one in between, if there is any
 */
record ImageSequence(String ffmpegPattern, long first, Optional<Gap> gap) {
    /** FFmpeg's name of what reads them. */
    static final String DEMUXER = "image2";

    /**
     * Where FFmpeg ends although there are more images.
     *
     * @param message which image is missing
     * @param wholeMicros how long the sequence is from its first to its last image
     */
    record Gap(String message, long wholeMicros) {}

    private static final Pattern NUMBER = Pattern.compile("%(0?\\d*)d");

    static ImageSequence find(String pattern, double fps) throws VideoException {
        Path path = Path.of(pattern);
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        Path folder = path.getParent();
        Matcher number = NUMBER.matcher(name);
        if (!number.find()) {
            throw new VideoException(
                    VideoException.Code.MISSING,
                    pattern + " names no numbered images; write their number as in img_%04d.png");
        }
        String before = name.substring(0, number.start());
        String after = name.substring(number.end());
        String format = "%" + number.group(1) + "d";
        long[] numbers = numbers(folder == null ? Path.of("") : folder, before, format, after);
        if (numbers.length == 0) {
            throw new VideoException(
                    VideoException.Code.MISSING,
                    "no image is named like " + pattern + "; check the folder and the pattern");
        }
        String escaped = folder == null ? name : folder.toString().replace("%", "%%") + "/" + name;
        Optional<Gap> gap = missing(numbers).map(missing -> {
            long images = numbers[numbers.length - 1] - numbers[0] + 1;
            String missingName = literal(before) + written(format, missing) + literal(after);
            return new Gap(missingName + " is missing", Math.round(images * 1e6 / fps));
        });
        return new ImageSequence(escaped, numbers[0], gap);
    }

    private static long[] numbers(Path folder, String before, String format, String after) throws VideoException {
        Pattern wanted = Pattern.compile(Pattern.quote(literal(before)) + "(\\d{1,9})" + Pattern.quote(literal(after)));
        LongStream.Builder numbers = LongStream.builder();
        if (!Files.isDirectory(folder)) {
            return new long[0];
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = wanted.matcher(file.getFileName().toString());
                if (matcher.matches()
                        && written(format, Long.parseLong(matcher.group(1))).equals(matcher.group(1))) {
                    numbers.add(Long.parseLong(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            throw new VideoException(
                    VideoException.Code.UNREADABLE,
                    folder + " cannot be listed (" + e.getMessage() + "); check its permissions",
                    e);
        }
        long[] sorted = numbers.build().toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static Optional<Long> missing(long[] numbers) {
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] != numbers[i - 1] + 1) {
                return Optional.of(numbers[i - 1] + 1);
            }
        }
        return Optional.empty();
    }

    private static String written(String format, long number) {
        // Java has no "%0d", which in C is "%d".
        return String.format(Locale.ROOT, format.equals("%0d") ? "%d" : format, number);
    }

    private static String literal(String patternPart) {
        return patternPart.replace("%%", "%");
    }
}
