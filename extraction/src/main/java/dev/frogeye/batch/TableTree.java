package dev.frogeye.batch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the feature tables that arguments name: files, folders searched to their bottom, globs. Where each goes follows
 * from where it is below the deepest folder that all arguments share, as for videos, see {@link InputCollector}.
 */
public final class TableTree {
    /**
     * A table.
     *
     * @param file where it is
     * @param output where it goes: a path with {@code /} between parts and without a suffix
     */
    public record Entry(Path file, String output) {}

    private static final Pattern TABLE = Pattern.compile(".+\\.(parquet|jsonl|ndjson|npy|npz|arrow|feather)");

    /** What a run keeps beside its tables. */
    private static final Pattern RECORD = Pattern.compile("_(run|status)\\b.*|_lock.*");

    private final Optional<Path> excluded;
    private final List<Path> roots = new ArrayList<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * A tree in which nothing was found yet.
     *
     * @param excluded folder that is not searched, because it is where the outputs go
     */
    public TableTree(Optional<Path> excluded) {
        this.excluded = excluded.map(InputCollector::absolute);
    }

    /**
     * Adds a file, folder or glob. What does not exist is added too: the attempt to read it fails.
     *
     * @throws IllegalArgumentException if the argument is none of them
     * @throws IOException if a folder cannot be searched
     */
    public void add(String argument) throws IOException {
        if (Glob.isGlob(argument)) {
            Glob glob = Glob.parse(argument);
            List<Path> matches = glob.files(excluded, notes);
            roots.add(glob.root());
            files.addAll(matches);
            if (matches.isEmpty()) {
                notes.add("no file matches " + argument);
            }
            return;
        }
        Path path = Path.of(argument);
        if (Files.isDirectory(path)) {
            List<Path> found = search(path);
            roots.add(path);
            files.addAll(found);
            if (found.isEmpty()) {
                notes.add(argument + " holds no table");
            }
        } else {
            roots.add(InputCollector.folder(path));
            files.add(path);
        }
    }

    private List<Path> search(Path folder) throws IOException {
        SearchArea area = new SearchArea(folder, excluded, false);
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                        boolean isEarlier = !path.equals(folder) && path.endsWith(RunDirectory.EARLIER);
                        return isEarlier ? FileVisitResult.SKIP_SUBTREE : area.enter(path);
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = file.getFileName().toString();
                        if (!area.isHidden(file)
                                && TABLE.matcher(name.toLowerCase(Locale.ROOT)).matches()
                                && !RECORD.matcher(name).matches()) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        notes.add("cannot look into " + file + "; check its permissions");
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(found);
        return found;
    }

    /** What was left out or not found, a sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * The tables, each once, in the order of the arguments and within a folder by name. Those that would go to one place
     * keep their suffix.
     */
    public List<Entry> entries() {
        Path base = InputCollector.base(roots);
        Map<Path, String> relative = new HashMap<>();
        Map<String, Integer> sharing = new HashMap<>();
        for (Path file : files) {
            Path absolute = InputCollector.absolute(file);
            String path = (base == null ? absolute.getFileName() : base.relativize(absolute))
                    .toString()
                    .replace('\\', '/');
            relative.put(file, path);
            sharing.merge(folded(path), 1, Integer::sum);
        }
        return files.stream()
                .map(file -> new Entry(
                        file,
                        sharing.get(folded(relative.get(file))) > 1
                                ? relative.get(file)
                                : InputCollector.stem(relative.get(file))))
                .toList();
    }

    private static String folded(String path) {
        return InputCollector.stem(path).toLowerCase(Locale.ROOT);
    }
}
