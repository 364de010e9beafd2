package dev.frogeye.ingest.preset;

import dev.frogeye.ingest.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file in which preprocessing is written.
 *
 * @param name to be shown
 * @param variants for each input size that it speaks of, the usual one first
 */
public record PreprocessingFile(String name, List<Preprocessing> variants) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public PreprocessingFile {
        variants = List.copyOf(variants);
    }

    /**
     * Reads a file of whichever format it is.
     *
     * @throws PresetException in one line that names the file
     */
    public static PreprocessingFile read(Path file, String name) {
        return parse(name, text(file, name));
    }

    /** Its text, if it is not too long and UTF-8. */
    static String text(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new PresetException(name + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PresetText.LARGEST + 1);
            if (bytes.length > PresetText.LARGEST) {
                throw PresetText.tooLarge().in(name);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PresetException(name + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new PresetException("cannot read " + name + " (" + e + "); check its permissions", e);
        }
    }

    /**
     * The same of its text: JSON of timm or of Hugging Face, or a {@code .modelinfo}.
     *
     * @throws PresetException in one line that begins with the name
     */
    public static PreprocessingFile parse(String name, String text) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try {
            return new PreprocessingFile(name, variants(content));
        } catch (PresetException e) {
            throw e.in(name);
        }
    }

    private static List<Preprocessing> variants(String text) {
        PresetText.requireSmall(text);
        String start = text.stripLeading();
        if (start.startsWith("[") || start.startsWith("#")) {
            return List.of(ModelInfo.parse(text));
        }
        PresetJson json = PresetJson.parse(text);
        if (TimmConfig.recognises(json)) {
            return TimmConfig.read(json);
        }
        if (HuggingFaceConfig.recognises(json)) {
            return List.of(HuggingFaceConfig.read(json));
        }
        throw new PresetException("is neither a preprocessor_config.json of Hugging Face nor a config.json of timm with"
                + " pretrained_cfg nor a .modelinfo");
    }

    /** What it says for an input of this size, or else what it says first. */
    public Preprocessing forInput(int width, int height) {
        return variants.stream()
                .filter(variant -> variant.isSizeFixed() && variant.width() == width && variant.height() == height)
                .findFirst()
                .orElse(variants.get(0));
    }
}
