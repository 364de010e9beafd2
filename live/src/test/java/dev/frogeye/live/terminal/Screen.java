package dev.frogeye.live.terminal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal of which only the characters are seen, and as many of its sequences as are used. */
final class Screen extends OutputStream {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??[0-9;]*)([A-Za-z])");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    boolean isWrapping = true;

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("what is drawn comes in one piece");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        Matcher sequence = SEQUENCE.matcher(text);
        int i = 0;
        while (i < text.length()) {
            if (sequence.region(i, text.length()).lookingAt()) {
                control(sequence.group(1), sequence.group(2).charAt(0));
                i = sequence.end();
            } else {
                print(text.charAt(i++));
            }
        }
    }

    private void control(String parameters, char command) {
        switch (command) {
            case 'A' -> row -= Integer.parseInt(parameters);
            case 'K' -> cut(lines.get(row));
            case 'J' -> {
                cut(lines.get(row));
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'h', 'l' -> isWrapping = command == 'h';
            case 'm' -> {}
            default -> throw new UnsupportedOperationException(parameters + command);
        }
    }

    private void cut(StringBuilder line) {
        line.setLength(Math.min(line.length(), column));
    }

    private void print(char character) {
        if (character == '\r') {
            column = 0;
        } else if (character == '\n') {
            column = 0;
            row++;
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
        } else {
            StringBuilder line = lines.get(row);
            line.setLength(Math.max(line.length(), column + 1));
            line.setCharAt(column++, character);
        }
    }

    List<String> lines() {
        return lines.stream().map(StringBuilder::toString).toList();
    }
}
