package dev.frogeye.comparison.report;

import com.samskivert.mustache.Mustache;
import dev.frogeye.comparison.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code report.html}. */
final class Page {
    private Page() {}

    record View(List<String> clips, String data) {}

    static String of(Comparison comparison, Engines engines, String json) {
        View view =
                new View(comparison.clips().stream().map(clip -> clip.clip()).toList(), json.replace("<", "\\u003c"));
        return Mustache.compiler()
                .escapeHTML(true)
                .compile(resource("report.html"))
                .execute(view);
    }

    private static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the resource " + name, e);
        }
    }
}
