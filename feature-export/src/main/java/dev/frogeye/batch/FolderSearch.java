package dev.frogeye.batch;

import dev.frogeye.ingest.MediaKind;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The videos below a folder, told by their content. A file that is called like a video is one whatever it holds, and so
 * is one that cannot be looked into: that something is wrong with it has to come out. Hidden files and folders are left
 * out; symbolic links are followed.
 */
final class FolderSearch extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Optional<Path> excluded;
    private final List<Path> videos = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<MediaKind, Integer> others = new EnumMap<>(MediaKind.class);

    private FolderSearch(Path root, Optional<Path> excluded) {
        this.root = root;
        this.excluded = excluded;
    }

    static FolderSearch of(Path folder, Optional<Path> excluded) throws IOException {
        FolderSearch search = new FolderSearch(folder, excluded);
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, search);
        Collections.sort(search.videos);
        return search;
    }

    /** In the order of their names. */
    List<Path> videos() {
        return videos;
    }

    /** What was left out, a sentence each. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (videos.isEmpty()) {
            all.add(root + " holds no video");
        }
        int images = others.getOrDefault(MediaKind.IMAGE, 0);
        if (images > 1) {
            all.add(root + ": left out " + images
                    + " still images; a sequence of them is given by its pattern, such as DIR/img_%04d.png");
        }
        return all;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean isLeftOut = !folder.equals(root)
                && (isHidden(folder) || folder.toAbsolutePath().normalize().equals(excluded.orElse(null)));
        return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean leadsNowhere = attributes.isSymbolicLink();
        if (isHidden(file) || !attributes.isRegularFile() && !leadsNowhere) {
            return FileVisitResult.CONTINUE;
        }
        if (leadsNowhere || MediaKind.isVideoName(file)) {
            videos.add(file);
            return FileVisitResult.CONTINUE;
        }
        MediaKind kind = kind(file);
        if (kind == MediaKind.VIDEO) {
            videos.add(file);
        } else {
            others.merge(kind, 1, Integer::sum);
        }
        return FileVisitResult.CONTINUE;
    }

    private static MediaKind kind(Path file) {
        try {
            return MediaKind.of(file);
        } catch (IOException e) {
            return MediaKind.VIDEO;
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        if (e instanceof FileSystemLoopException) {
            notes.add(file + " leads back to a folder above it and is left out");
        } else if (!isHidden(file)) {
            // A folder that cannot be entered: the attempt to read it fails and is on record.
            videos.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
        if (e != null) {
            videos.add(folder);
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
