package dev.frogeye.cli.option;

import dev.frogeye.batch.Input;
import dev.frogeye.batch.InputCollector;
import dev.frogeye.batch.InputList;
import dev.frogeye.cli.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which videos a command is about. */
public final class InputOptions {
    private static final String STANDARD_INPUT = "-";

    @Parameters(
            paramLabel = "INPUT",
            arity = "0..*",
            description =
                    "Video files, folders (searched to the bottom for what is a video by its content; hidden files"
                            + " left out), quoted globs such as 'archive/**/*.mkv', URLs, and sequences of images such as"
                            + " frames/%%04d.png.")
    private List<String> inputs = List.of();

    @Option(
            names = "--input-list",
            paramLabel = "FILE|-",
            description = "Take inputs from a list too: a path or URL a line, or CSV with a header or JSON lines with"
                    + " path and perhaps id, start, end. - is standard input.")
    private List<String> lists = List.of();

    /**
     * Finds the videos.
     *
     * @param excluded folder not to search
     * @param standardInput read where a list is {@code -}
     * @param notes takes what was left out, a sentence each
     * @throws IOException if there is none, or a list or folder cannot be read
     */
    public List<Input> inputs(Optional<Path> excluded, InputStream standardInput, Consumer<String> notes)
            throws IOException {
        if (inputs.isEmpty() && lists.isEmpty()) {
            throw new UsageException("no input given; name video files, folders, globs or URLs, or an --input-list");
        }
        InputCollector collector = collector(inputs, excluded);
        for (String list : lists) {
            String content = read(list, standardInput);
            UsageException.unlessValid("--input-list: ", () -> {
                InputList.read(list, content).forEach(collector::add);
                return collector;
            });
        }
        return found(collector, notes);
    }

    /**
     * Finds the videos that these are, as those of the command line.
     *
     * @param excluded folder not to search
     * @param notes takes what was left out, a sentence each
     * @throws IOException if there is none, or a folder cannot be searched
     */
    public static List<Input> collect(List<String> inputs, Optional<Path> excluded, Consumer<String> notes)
            throws IOException {
        return found(collector(inputs, excluded), notes);
    }

    private static InputCollector collector(List<String> inputs, Optional<Path> excluded) {
        InputCollector collector = new InputCollector(excluded);
        for (String input : inputs) {
            UsageException.unlessValid("", () -> add(collector, input));
        }
        return collector;
    }

    private static List<Input> found(InputCollector collector, Consumer<String> notes) throws IOException {
        List<Input> found = UsageException.unlessValid("", collector::inputs);
        collector.notes().forEach(notes);
        if (found.isEmpty()) {
            throw new IOException("there is nothing to do: no input is a video; name other files or folders");
        }
        return found;
    }

    private static InputCollector add(InputCollector collector, String input) {
        try {
            collector.add(input);
            return collector;
        } catch (IOException e) {
            throw new UsageException("cannot search " + input + " (" + e + "); check its permissions", e);
        }
    }

    private static String read(String list, InputStream standardInput) throws IOException {
        try {
            byte[] content = list.equals(STANDARD_INPUT)
                    ? standardInput.readAllBytes()
                    : Files.readAllBytes(UsageException.path("--input-list", list));
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("--input-list: cannot read " + list + "; check the path and its permissions", e);
        }
    }
}
