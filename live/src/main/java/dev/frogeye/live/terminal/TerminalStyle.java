package dev.frogeye.live.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a terminal can show.
 *
 * @param columns 0 if it is none
 * @param rows lines of text
 * @param hasColor whether colours are understood and wanted
 * @param hasUnicode whether characters beyond ASCII are shown
 */
public record TerminalStyle(int columns, int rows, boolean hasColor, boolean hasUnicode) {
    private static final int USUAL_ROWS = 24;

    /**
     * What is known from the environment: {@code TERM}, {@code NO_COLOR}, {@code LINES} and the locale.
     *
     * @param columns of the terminal, 0 if there is none
     */
    public static TerminalStyle of(int columns, Map<String, String> environment) {
        if (environment.getOrDefault("TERM", "").equals("dumb")) {
            return new TerminalStyle(0, USUAL_ROWS, false, false);
        }
        // The first that is set counts, as for every program.
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        boolean isUtf8 = locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
        return new TerminalStyle(
                columns,
                rows(environment.getOrDefault("LINES", "")),
                environment.getOrDefault("NO_COLOR", "").isEmpty(),
                isUtf8 || environment.containsKey("WT_SESSION"));
    }

    /** Whether a status can be drawn in place. */
    public boolean isTerminal() {
        return columns > 0;
    }

    private static int rows(String lines) {
        return lines.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(lines) : USUAL_ROWS;
    }
}
