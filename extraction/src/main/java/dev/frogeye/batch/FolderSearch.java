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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The videos below a folder, told by their content. A file that is called like a video is one whatever it holds, and so
 * is one that cannot be looked into: that something is wrong with it has to come out. Hidden files and folders are left
 * out; symbolic links are followed.
 */
final class FolderSearch extends SimpleFileVisitor<Path> {
    private final SearchArea area;
    private final List<Path> videos = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int stillImages;

    private FolderSearch(SearchArea area) {
        this.area = area;
    }

    static FolderSearch of(Path folder, Optional<Path> excluded) throws IOException {
        FolderSearch search = new FolderSearch(new SearchArea(folder, excluded, false));
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
            all.add(area.root() + " holds no video");
        }
        if (stillImages > 1) {
            all.add(area.root() + ": left out " + stillImages
                    + " still images; a sequence of them is given by its pattern, such as DIR/img_%04d.png");
        }
        return all;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return area.enter(folder);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean leadsNowhere = attributes.isSymbolicLink();
        if (area.isHidden(file) || !attributes.isRegularFile() && !leadsNowhere) {
            return FileVisitResult.CONTINUE;
        }
        if (leadsNowhere || MediaKind.isVideoName(file)) {
            videos.add(file);
            return FileVisitResult.CONTINUE;
        }
        switch (kind(file)) {
            case VIDEO -> videos.add(file);
            case IMAGE -> stillImages++;
            case AUDIO, OTHER -> {}
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
        } else if (!area.isHidden(file)) {
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
}
