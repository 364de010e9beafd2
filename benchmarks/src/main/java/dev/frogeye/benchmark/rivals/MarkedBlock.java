package dev.frogeye.benchmark.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that is written by a program, between two lines that Markdown does not show. */
final class MarkedBlock {
    private final String begin;
    private final String end;

    MarkedBlock(String name) {
        begin = "<!-- " + name + ": written by scripts/rivals-table -->\n";
        end = "<!-- end of " + name + " -->\n";
    }

    /**
     * A document with the block replaced.
     *
     * @param text of the block, with a line feed at its end
     * @throws IOException if the document cannot be read or has no such block, or more than one
     */
    String replacedIn(Path document, String text) throws IOException {
        String old = Files.readString(document);
        int from = old.indexOf(begin);
        int to = old.indexOf(end);
        if (from < 0 || to < from || from != old.lastIndexOf(begin) || to != old.lastIndexOf(end)) {
            throw new IOException(document + " must have one line '" + begin.strip() + "' and below it one '"
                    + end.strip() + "'; what lies between them is replaced");
        }
        return old.substring(0, from + begin.length()) + text + old.substring(to);
    }
}
