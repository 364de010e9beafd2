package dev.frogeye.batch;

import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the videos that arguments and lists name. A video's id is its path below the deepest folder that all arguments
 * have in common: a folder counts as itself, a file as the folder it is in, a glob as the folder before its first
 * wildcard. So one folder gives paths inside it, and several keep their names apart.
 */
public final class InputCollector {
    /** A file that an argument led to. */
    private record Found(VideoLocation location, Path path) {}

    private static final int MARK_LENGTH = 12;

    private final List<Path> roots = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    /** Whose ids are not paths below the common folder. */
    private final List<Input> listed = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();
    private final Optional<Path> excluded;

    /**
     * A collector that has found nothing yet.
     *
     * @param excluded folder that is not searched, because it is where the outputs go
     */
    public InputCollector(Optional<Path> excluded) {
        this.excluded = excluded.map(path -> path.toAbsolutePath().normalize());
    }

    /**
     * Adds a file, folder, glob, URL or image sequence. What does not exist is added too: the attempt to read it is
     * where it fails, like that of any other video.
     *
     * @throws IllegalArgumentException if the argument is none of them
     * @throws IOException if a folder cannot be searched
     */
    public void add(String argument) throws IOException {
        if (Glob.isGlob(argument)) {
            Glob glob = Glob.parse(argument);
            List<Path> matches = glob.files(excluded, notes);
            roots.add(glob.root());
            matches.forEach(path -> found.add(new Found(new VideoLocation.Local(path), path)));
            if (matches.isEmpty()) {
                notes.add("no file matches " + argument);
            }
            return;
        }
        VideoLocation location = VideoLocation.parse(argument);
        if (location instanceof VideoLocation.Local local && Files.isDirectory(local.path())) {
            addFolder(local.path());
        } else if (location instanceof VideoLocation.Local local) {
            roots.add(folder(local.path()));
            found.add(new Found(location, local.path()));
        } else if (location instanceof VideoLocation.Images images) {
            Path pattern = Path.of(images.pattern());
            roots.add(folder(pattern));
            found.add(new Found(location, pattern));
        } else if (location instanceof VideoLocation.Remote remote) {
            listed.add(input(remote));
        }
    }

    private void addFolder(Path folder) throws IOException {
        FolderSearch search = FolderSearch.of(folder, excluded);
        roots.add(folder);
        search.videos().forEach(path -> found.add(new Found(new VideoLocation.Local(path), path)));
        notes.addAll(search.notes());
    }

    /** Adds an entry of a list; its id is its own, or its path as the list has it. */
    public void add(InputList.Entry entry) {
        VideoLocation location = VideoLocation.parse(entry.path());
        String path = entry.path();
        if (location instanceof VideoLocation.Local local) {
            path = local.path().normalize().toString().replace('\\', '/');
        } else if (location instanceof VideoLocation.Remote remote) {
            path = input(remote).id();
        }
        String part = entry.range().equals(TimeRange.ALL)
                ? ""
                : "@" + entry.range().toString().replace("-ss ", "").replaceAll(" ?-to? ", "-");
        String id = entry.id().orElse(path + part);
        String stem = entry.id().orElse(stem(path) + part);
        listed.add(new Input(id, stem, location, entry.range()));
    }

    private static Input input(VideoLocation.Remote remote) {
        String path = remote.toString().replaceFirst("^[A-Za-z0-9+.-]+://", "");
        // Without its query two addresses may look the same.
        String mark = remote.hasQuery() ? "-" + OutputLayout.hash(remote.url()).substring(0, MARK_LENGTH) : "";
        return new Input(path + mark, stem(path), remote, TimeRange.ALL);
    }

    /** What was left out or not found, a sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * The videos, each once, in the order of the arguments and within a folder by name.
     *
     * @throws IllegalArgumentException if a list gives two different videos one id
     */
    public List<Input> inputs() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        Path base = base();
        for (Found file : found) {
            String id = id(base, file.path());
            Input other = inputs.get(id);
            if (other != null && !other.location().equals(file.location())) {
                // Names that differ in bytes this locale cannot read.
                id += "-" + OutputLayout.hash(file.path().toUri().toString()).substring(0, MARK_LENGTH);
            }
            inputs.putIfAbsent(id, new Input(id, stem(id), file.location(), TimeRange.ALL));
        }
        for (Input input : listed) {
            Input other = inputs.putIfAbsent(input.id(), input);
            if (other != null && !other.equals(input)) {
                throw new IllegalArgumentException(other.location() + " and " + input.location() + " are both called '"
                        + input.id() + "'; give each an id of its own");
            }
        }
        return List.copyOf(inputs.values());
    }

    private Path base() {
        return base(roots);
    }

    /** The deepest folder above all of these; null where there are none or they are on different drives. */
    static Path base(List<Path> roots) {
        if (roots.isEmpty()) {
            return null;
        }
        Path base = absolute(roots.get(0));
        for (Path root : roots) {
            base = common(base, absolute(root));
        }
        return base;
    }

    /** The deepest folder above both; null where they are on different drives. */
    private static Path common(Path a, Path b) {
        Path common = a;
        while (common != null && !b.startsWith(common)) {
            common = common.getParent();
        }
        return common;
    }

    private static String id(Path base, Path file) {
        Path absolute = absolute(file);
        Path relative = base == null ? absolute : base.relativize(absolute);
        return relative.toString().replace('\\', '/');
    }

    static Path folder(Path file) {
        Path folder = absolute(file).getParent();
        return folder == null ? absolute(file) : folder;
    }

    static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Without the suffix of the last part. */
    static String stem(String path) {
        int name = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        return dot > name ? path.substring(0, dot) : path;
    }
}
