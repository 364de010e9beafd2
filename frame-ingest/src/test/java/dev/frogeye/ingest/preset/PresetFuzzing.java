package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Throws changed preprocessing files at their readers. Whatever they hold, each reader gives preprocessing, or an
 * {@link IllegalArgumentException} of one line. Same seed, same text.
 */
final class PresetFuzzing {
    private static final List<String> GOOD = List.of(
            "{\"image_processor_type\": \"CLIPImageProcessor\", \"crop_size\": {\"height\": 224, \"width\": 224},"
                    + " \"do_center_crop\": true, \"image_mean\": [0.48, 0.45, 0.4], \"image_std\": [0.26, 0.26, 0.27],"
                    + " \"resample\": 3, \"rescale_factor\": 0.00392, \"size\": {\"shortest_edge\": 224}}",
            "{\"image_processor_type\": \"ConvNextImageProcessor\", \"crop_pct\": 0.875, \"do_normalize\": true,"
                    + " \"image_mean\": 0.5, \"image_std\": [1], \"resample\": 2, \"size\": {\"shortest_edge\": 224}}",
            "{\"image_processor\": {\"feature_extractor_type\": \"EfficientNetFeatureExtractor\", \"size\": 300,"
                    + " \"include_top\": true, \"rescale_offset\": false, \"image_mean\": 0, \"image_std\": 1}}",
            "{\"pretrained_cfg\": {\"input_size\": [3, 224, 224], \"test_input_size\": [3, 288, 288],"
                    + " \"interpolation\": \"bicubic\", \"crop_pct\": 0.875, \"mean\": [0.485, 0.456, 0.406]}}",
            "{\"input_size\": [3, 299, 299], \"interpolation\": \"bilinear\", \"crop_mode\": \"squash\", \"std\": 0.5}",
            "[modelinfo]\nversion=1.0\n[in]\ndir=input\ndims=1,3,224,224\nranges=0.0,1.0;-1,1;0,255\n",
            "# comment\n[in]\ndir=input\ndims=-1,-1,-1,3\ndims-order=row-major\nranges=-1.0,1.0\n[out]\ndir=output\n",
            "imagenet,size=320x240,fit=crop,crop_pct=0.9,scale=1/255,mean=0.5/0.5/0.5,std=0.25,order=bgr,filter=bicubic",
            "size=224x224, fit=stretch, scale=1/127.5, mean=1, std=1, order=rgb, filter=bilinear",
            "torchvision:resnet50-v2");
    private static final List<String> PIECES = List.of(
            "-1",
            "0",
            "-0.0",
            "1e308",
            "1e-320",
            "NaN",
            "99999999999",
            "16384",
            "16385",
            "null",
            "true",
            "false",
            "{",
            "}",
            "[",
            "]",
            ",",
            ";",
            ":",
            "=",
            "\"",
            "\\",
            "\\u0000",
            "\n",
            "\r",
            "\u001b[31m",
            "\u2028",
            "\u202e",
            "\ud83d\udc38",
            "\ud83d",
            "\uFEFF",
            "size",
            "crop_size",
            "crop_pct",
            "shortest_edge",
            "image_mean",
            "pretrained_cfg",
            "dims",
            "ranges",
            "dir=input",
            "mean=",
            "scale=1/",
            "torchvision:",
            "keras:",
            "auto",
            "[".repeat(40),
            "9".repeat(200),
            "n".repeat(3000));
    /** By name, so that what fails can be told. */
    private static final Map<String, Function<String, List<Preprocessing>>> READERS = readers();

    private final Map<String, Long> failures = new LinkedHashMap<>();
    private long read;

    private static Map<String, Function<String, List<Preprocessing>>> readers() {
        Map<String, Function<String, List<Preprocessing>>> readers = new LinkedHashMap<>();
        readers.put("file", text -> PreprocessingFile.parse("file", text).variants());
        readers.put("Hugging Face", text -> List.of(HuggingFaceConfig.parse(text)));
        readers.put("timm", TimmConfig::parse);
        readers.put("modelinfo", text -> List.of(ModelInfo.parse(text)));
        readers.put("choice", text -> List.of(PreprocessingChoice.parse(text).usual(Optional.empty())));
        return readers;
    }

    /** The kinds of failures so far, each with the seed of its first text. */
    Map<String, Long> failures() {
        return failures;
    }

    /** How many texts at least one reader could read. */
    long read() {
        return read;
    }

    static String text(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
        for (int change = random.nextInt(random.nextBoolean() ? 2 : 6); change >= 0; change--) {
            mutate(text, random);
        }
        return text.toString();
    }

    void input(long seed) {
        String text = text(seed);
        boolean any = false;
        for (Map.Entry<String, Function<String, List<Preprocessing>>> reader : READERS.entrySet()) {
            try {
                List<Preprocessing> variants = reader.getValue().apply(text);
                any = true;
                if (variants.isEmpty() || variants.stream().anyMatch(variant -> !isOneLine(variant.describe()))) {
                    failures.putIfAbsent(reader.getKey() + " describes in several lines", seed);
                }
            } catch (IllegalArgumentException e) {
                if (!isOneLine(e.getMessage())) {
                    failures.putIfAbsent(reader.getKey() + " refuses in several lines or many words", seed);
                }
            } catch (RuntimeException | StackOverflowError e) {
                StackTraceElement[] stack = e.getStackTrace();
                failures.putIfAbsent(
                        reader.getKey() + ": " + e + " at " + (stack.length == 0 ? "" : stack[0].toString()), seed);
            }
        }
        read += any ? 1 : 0;
    }

    private static boolean isOneLine(String text) {
        return text != null
                && !text.isBlank()
                && text.length() < 1000
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    private static void mutate(StringBuilder text, Random random) {
        if (text.length() == 0) {
            text.append(' ');
        }
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(random.nextBoolean() ? 6 : 40));
        switch (random.nextInt(6)) {
            case 0 -> text.setCharAt(at, (char) random.nextInt(random.nextInt(10) == 0 ? 0x10000 : 128));
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
            case 3 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 4 -> changeNumber(text, at, random);
            default -> text.delete(at, end);
        }
    }

    /** The next number from here on becomes another, so that the text stays well-formed. */
    private static void changeNumber(StringBuilder text, int from, Random random) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        String other = random.nextBoolean() ? PIECES.get(random.nextInt(9)) : String.valueOf(random.nextInt(400));
        text.replace(at, end, other);
    }
}
