package dev.frogeye.cli;

import dev.frogeye.cli.text.Interruption;
import dev.frogeye.cli.text.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One run of the command line in this process. */
public record Cli(int exitCode, String out, String err) {
    public static Cli run(Object... args) {
        return runWith(Map.of(), args);
    }

    /** With these variables of the environment, and no others. */
    public static Cli runWith(Map<String, String> environment, Object... args) {
        return run(InputStream.nullInputStream(), environment, args);
    }

    /** With this text on standard input. */
    static Cli runWithInput(String input, Object... args) {
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), Map.of(), args);
    }

    private static Cli run(InputStream in, Map<String, String> environment, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        int exitCode = Main.run(Session.on(in, out, err, 0, new Interruption(), environment), texts);
        return new Cli(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
