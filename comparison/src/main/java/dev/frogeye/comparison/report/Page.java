package dev.frogeye.comparison.report;

import com.samskivert.mustache.Mustache;
import dev.frogeye.comparison.ClipResult;
import dev.frogeye.comparison.Comparison;
import dev.frogeye.comparison.Setup.OperatingPoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code report.html}: one file that asks for nothing else. */
final class Page {
    /**
     * What the template shows.
     *
     * @param style the style sheet
     * @param overview the clips in one table, empty if there is only one
     * @param suggestion what the sweep suggests, empty where nothing was swept
     * @param data {@code report.json}, fit for a script element
     */
    record View(
            String style,
            String title,
            String subtitle,
            ComparisonVerdict verdict,
            List<Overview.Card> cards,
            List<Overview.Group> overview,
            List<String> suggestion,
            List<ClipSection.View> clips,
            String energySource,
            List<String> energyAssumptions,
            List<Table> about,
            String command,
            List<String> rules,
            String data) {}

    private Page() {}

    static String of(Comparison comparison, EngineOrder engines, String json) {
        Optional<OperatingPoint> knee = Knee.of(comparison);
        List<ClipSection.View> clips = new ArrayList<>();
        for (ClipResult clip : comparison.clips()) {
            String id = "clip" + (clips.size() + 1);
            clips.add(new ClipSection(id, clip, comparison.setup(), engines, knee).view());
        }
        About about = new About(comparison, engines);
        Overview overview = new Overview(comparison, engines);
        View view = new View(
                resource("report.css"),
                comparison.clips().size() == 1
                        ? comparison.clips().get(0).clip()
                        : comparison.clips().size() + " clips",
                about.subtitle(),
                ComparisonVerdict.of(comparison, engines),
                overview.cards(),
                overview.groups(),
                overview.knee(knee),
                clips,
                EnergyTable.SOURCE,
                EnergyTable.ASSUMPTIONS,
                about.tables(),
                comparison.environment().command(),
                about.rules(),
                json.strip().replace("<", "\\u003c"));
        return Mustache.compiler()
                .escapeHTML(true)
                .withLoader(name -> new StringReader(resource(name + ".html")))
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
