package dev.frogeye.batch;

import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a search for videos looks into.
 *
 * @param root always, whatever it is called
 * @param excluded absolute folder that is left out below the root, because outputs go there
 * @param withHidden whether files and folders are looked at whose names begin with a dot
 */
record SearchArea(Path root, Optional<Path> excluded, boolean withHidden) {
    FileVisitResult enter(Path folder) {
        boolean isLeftOut = !folder.equals(root)
                && (isHidden(folder) || folder.toAbsolutePath().normalize().equals(excluded.orElse(null)));
        return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    boolean isHidden(Path path) {
        Path name = path.getFileName();
        return !withHidden && name != null && name.toString().startsWith(".");
    }
}
