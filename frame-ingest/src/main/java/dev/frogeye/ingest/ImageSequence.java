package dev.frogeye.ingest;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that the pattern of an image sequence stands for. FFmpeg looks for the first number among 0 to 4 alone, and
 * ends silently at a gap; so the folder is looked at. It counts in 32 bits, too: of numbers beyond nine digits, such as
 * times in milliseconds, the digits in front become part of the name.
 *
 * @param ffmpegPattern the pattern with percent signs of the folder's name escaped
 * @param first the lowest number there is, as the pattern counts
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

    /** Width 0 is none. FFmpeg pads with zeros whether the pattern has one or not. */
    private static final Pattern NUMBER = Pattern.compile("%0?(\\d{0,3})d");

    private static final int COUNTED_DIGITS = 9;
    private static final BigInteger COUNTED = BigInteger.TEN.pow(COUNTED_DIGITS);

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
        Names names = new Names(
                name.substring(0, number.start()),
                number.group(1).isEmpty() ? 0 : Integer.parseInt(number.group(1)),
                name.substring(number.end()));
        List<BigInteger> numbers = numbers(folder == null ? Path.of("") : folder, names);
        if (numbers.isEmpty()) {
            throw new VideoException(
                    VideoException.Code.MISSING,
                    "no image is named like " + pattern + "; check the folder and the pattern");
        }
        BigInteger first = numbers.get(0);
        BigInteger last = numbers.get(numbers.size() - 1);
        double images = last.subtract(first).doubleValue() + 1;
        String prefix = folder == null ? "" : folder.toString().replace("%", "%%") + "/";
        return new ImageSequence(
                prefix + names.counting(first),
                first.mod(COUNTED).longValueExact(),
                end(numbers, names).map(message -> new Gap(message, Math.round(images * 1e6 / fps))));
    }

    private static List<BigInteger> numbers(Path folder, Names names) throws VideoException {
        List<BigInteger> numbers = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return numbers;
        }
        Pattern wanted = names.pattern();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = wanted.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    BigInteger number = new BigInteger(matcher.group(1));
                    if (names.digits(number).equals(matcher.group(1))) {
                        numbers.add(number);
                    }
                }
            }
        } catch (IOException e) {
            throw new VideoException(
                    VideoException.Code.UNREADABLE,
                    folder + " cannot be listed (" + e.getMessage() + "); check its permissions",
                    e);
        }
        Collections.sort(numbers);
        return numbers;
    }

    /** Why the sequence ends before the last of its images, if it does. */
    private static Optional<String> end(List<BigInteger> numbers, Names names) {
        String pattern = names.counting(numbers.get(0));
        boolean hasFixedDigits = numbers.get(0).compareTo(COUNTED) >= 0;
        for (int i = 1; i < numbers.size(); i++) {
            BigInteger expected = numbers.get(i - 1).add(BigInteger.ONE);
            if (!numbers.get(i).equals(expected)) {
                return Optional.of(names.file(expected) + " is missing");
            }
            if (hasFixedDigits && !names.counting(expected).equals(pattern)) {
                return Optional.of("FFmpeg cannot count on to " + names.file(expected)
                        + " (give the images from there on as a sequence of their own)");
            }
        }
        return Optional.empty();
    }

    /**
     * How the files are called.
     *
     * @param before what comes before the number, with percent signs doubled
     * @param width digits that a number has at least, by leading zeros
     * @param after as {@code before}
     */
    private record Names(String before, int width, String after) {
        /** With the digits in a group. */
        Pattern pattern() {
            return Pattern.compile(Pattern.quote(literal(before)) + "(\\d+)" + Pattern.quote(literal(after)));
        }

        String digits(BigInteger number) {
            String digits = number.toString();
            return "0".repeat(Math.max(0, width - digits.length())) + digits;
        }

        String file(BigInteger number) {
            return literal(before) + digits(number) + literal(after);
        }

        /** The pattern that FFmpeg counts up from this number by. */
        String counting(BigInteger number) {
            if (number.compareTo(COUNTED) < 0) {
                return before + (width == 0 ? "%" : "%0" + width) + "d" + after;
            }
            String digits = digits(number);
            String fixed = digits.substring(0, digits.length() - COUNTED_DIGITS);
            return before + fixed + "%0" + COUNTED_DIGITS + "d" + after;
        }

        private static String literal(String patternPart) {
            return patternPart.replace("%%", "%");
        }
    }
}
