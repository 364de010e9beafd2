package dev.frogeye.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of paths, for the shell's place where there are too many files for a command line. {@code **} stands for any
 * number of folders, none included; a wildcard does not stand for a leading dot, as in a shell.
 *
 * @param root the folder before the first wildcard
 * @param pattern the rest, with {@code /} between parts
 */
record Glob(Path root, String pattern) {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    /** Group 1 is what goes with it: the stars and the slash behind them. */
    private static final Pattern ANY_FOLDERS = Pattern.compile("(?<=^|[/{,])(\\*\\*/)");
    /** Of six of them in one pattern; nobody has that many. */
    private static final int MOST_VARIANTS = 64;

    /** Whether this is a pattern, and not the name of a file that is there or a URL. */
    static boolean isGlob(String text) {
        return WILDCARD.matcher(text).find() && !text.contains("://") && !isFile(text);
    }

    private static boolean isFile(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            // Some systems allow no wildcards in names.
            return false;
        }
    }

    /**
     * Splits a pattern.
     *
     * @throws IllegalArgumentException if it is not well-formed
     */
    static Glob parse(String text) {
        String path = text.replace('\\', '/');
        int wildcard = 0;
        while (!WILDCARD.matcher(path.substring(wildcard, wildcard + 1)).matches()) {
            wildcard++;
        }
        int slash = path.lastIndexOf('/', wildcard);
        Glob glob = new Glob(Path.of(slash < 0 ? "." : path.substring(0, slash + 1)), path.substring(slash + 1));
        glob.matchers();
        return glob;
    }

    /** One for each way of taking each {@code **} for folders or for none; Java's own pattern wants one at least. */
    private List<PathMatcher> matchers() {
        Deque<String> waiting = new ArrayDeque<>(List.of(pattern));
        Set<String> variants = new LinkedHashSet<>();
        while (!waiting.isEmpty() && variants.size() < MOST_VARIANTS) {
            String variant = waiting.remove();
            if (variants.add(variant)) {
                Matcher folders = ANY_FOLDERS.matcher(variant);
                while (folders.find()) {
                    waiting.add(variant.substring(0, folders.start(1)) + variant.substring(folders.end()));
                }
            }
        }
        return variants.stream()
                .map(variant -> FileSystems.getDefault().getPathMatcher("glob:" + variant))
                .toList();
    }

    /**
     * The files that match, by name; none where the root does not exist.
     *
     * @param notes takes what could not be searched
     */
    List<Path> files(Optional<Path> excluded, List<String> notes) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        SearchArea area = new SearchArea(
                root, excluded, Pattern.compile("(^|/)\\.").matcher(pattern).find());
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
        List<PathMatcher> matchers = matchers();
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return area.enter(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path relative = root.relativize(file);
                boolean isMatch = !area.isHidden(file)
                        && !attributes.isDirectory()
                        && matchers.stream().anyMatch(matcher -> matcher.matches(relative));
                if (isMatch) {
                    files.add(root.equals(Path.of(".")) ? relative : file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                notes.add("cannot look into " + file + "; check its permissions");
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }
}
