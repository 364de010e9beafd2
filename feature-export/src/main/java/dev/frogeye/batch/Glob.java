package dev.frogeye.batch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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

    /** Whether this is a pattern, and not the name of a file that is there or a URL. */
    static boolean isGlob(String text) {
        return WILDCARD.matcher(text).find() && !text.contains("://") && !Files.exists(Path.of(text));
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

    /** One for each way of taking {@code **} for no folder at all, which Java's own pattern does not. */
    private List<PathMatcher> matchers() {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String variant = pattern; ; variant = variant.replaceFirst("(^|/)\\*\\*/", "$1")) {
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + variant));
            if (!variant.contains("**/")) {
                return matchers;
            }
        }
    }

    /** The files that match, by name; none where the root does not exist. */
    List<Path> files(Optional<Path> excluded) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        boolean isHiddenWanted = Pattern.compile("(^|/)\\.").matcher(pattern).find();
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
        List<PathMatcher> matchers = matchers();
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isLeftOut = !folder.equals(root) && isHidden(folder)
                        || excluded.isPresent()
                                && folder.toAbsolutePath().normalize().equals(excluded.get());
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path relative = root.relativize(file);
                boolean isMatch = !isHidden(file)
                        && !attributes.isDirectory()
                        && matchers.stream().anyMatch(matcher -> matcher.matches(relative));
                if (isMatch) {
                    files.add(root.equals(Path.of(".")) ? relative : file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            private boolean isHidden(Path path) {
                return !isHiddenWanted && path.getFileName().toString().startsWith(".");
            }
        });
        Collections.sort(files);
        return files;
    }
}
