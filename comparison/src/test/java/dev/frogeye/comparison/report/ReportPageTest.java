package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.logging.LogType;

/** The page in a browser. */
class ReportPageTest {
    private static final int WIDE = 1280;
    private static final int PHONE = 390;

    /** What is drawn of each chart, in the units of its box. */
    private static final String CHARTS = """
            return [...document.querySelectorAll('svg[role=img]')].map(svg => {
              const box = svg.viewBox.baseVal, room = svg.getBoundingClientRect();
              const drawn = [...svg.querySelectorAll('path')].map(path => path.getBBox());
              const marks = [...svg.querySelectorAll('path:not(.grid)')].map(path => path.getBBox());
              return {
                id: svg.getAttribute('aria-labelledby'),
                labelled: svg.getAttribute('aria-labelledby').split(' ')
                    .every(id => document.getElementById(id).textContent.trim().length > 0),
                width: room.width, height: room.height, marks: marks.length,
                outside: drawn.filter(b => b.x < -0.5 || b.y < -0.5
                    || b.x + b.width > box.width + 0.5 || b.y + b.height > box.height + 0.5).length,
                spanX: Math.max(...marks.map(b => b.x + b.width)) - Math.min(...marks.map(b => b.x)),
                spanY: Math.max(...marks.map(b => b.y + b.height)) - Math.min(...marks.map(b => b.y)),
                broken: [...svg.querySelectorAll('path')].filter(p => /[^MLHVhvz0-9. -]/.test(p.getAttribute('d'))).length
              };
            });
            """;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path several;
    private static Path single;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        several = write("several");
        single = write("single");
        browser = Browser.open(folder.resolve("profile"), LogType.PERFORMANCE);
    }

    private static Path write(String name) throws IOException {
        Path directory = folder.resolve(name);
        Report.write(name.equals("single") ? Fixture.single(5000) : Fixture.several(), directory);
        return directory.resolve("report.html");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, PHONE})
    void everyChartIsDrawnInsideItsBox(int width) throws IOException {
        for (Path page : List.of(several, single)) {
            browser.show(page, width, "light");
            JsonNode charts = json(CHARTS);

            assertThat(charts).hasSize(page.equals(several) ? 38 : 9);
            assertThat(charts).allSatisfy(chart -> {
                assertThat(chart.get("labelled").booleanValue()).isTrue();
                assertThat(chart.get("outside").intValue())
                        .as("outside " + chart)
                        .isZero();
                assertThat(chart.get("broken").intValue()).as("broken " + chart).isZero();
                assertThat(chart.get("marks").intValue()).as("marks " + chart).isPositive();
                assertThat(chart.get("width").doubleValue())
                        .as("width " + chart)
                        .isGreaterThan(250);
                assertThat(chart.get("height").doubleValue())
                        .as("height " + chart)
                        .isGreaterThan(90);
                assertThat(chart.get("spanX").doubleValue()).as("x of " + chart).isGreaterThan(300);
                assertThat(chart.get("spanY").doubleValue()).as("y of " + chart).isGreaterThan(80);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark"})
    void pageIsNoWiderThanTheWindowAndCanBeRead(int width, String scheme) {
        for (Path page : List.of(several, single)) {
            browser.show(page, width, scheme);

            assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo((long) width);
            assertThat(browser.leastContrast()).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void everyClipBeginsWithTheTradeOffAndSaysWhoWins() throws IOException {
        browser.show(several, WIDE, "light");

        JsonNode clips = json("""
                return [...document.querySelectorAll('section.clip')].map(clip => ({
                  first: clip.querySelector('figure').className,
                  words: [...clip.querySelectorAll('.labels.wide span')].map(s => s.textContent),
                  says: clip.querySelector('figure + p').textContent,
                  rows: [...clip.querySelectorAll('.table')][0].querySelectorAll('tbody tr').length
                }));
                """);
        assertThat(clips).hasSize(4).allSatisfy(clip -> {
            assertThat(clip.get("first").textValue()).isEqualTo("chart plane");
            assertThat(clip.get("says").textValue()).contains("Fastest at R² ≥", "The delta network is");
            assertThat(clip.get("rows").intValue()).isEqualTo(17);
            assertThat(clip.get("words").toString())
                    .contains("float32", "int8", "hold-2", "linear-16", "motion-linear", "delta-default", "delta-0.2");
        });
    }

    @Test
    void schemesDiffer() {
        browser.show(single, WIDE, "light");
        Object light = browser.run("return getComputedStyle(document.body).backgroundColor");
        browser.show(single, WIDE, "dark");

        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(light);
    }

    @Test
    void nothingButTheFileIsAskedForAndNothingGoesWrong() throws IOException {
        browser.log(LogType.PERFORMANCE);
        browser.log();
        browser.show(several, WIDE, "light");

        List<String> asked = new ArrayList<>();
        for (String entry : browser.log(LogType.PERFORMANCE)) {
            JsonNode message = new ObjectMapper().readTree(entry).get("message");
            if (message.get("method").textValue().equals("Network.requestWillBeSent")) {
                asked.add(message.at("/params/request/url").textValue());
            }
        }
        assertThat(asked).contains(several.toUri().toString());
        assertThat(asked).allMatch(url -> url.equals(several.toUri().toString()) || url.startsWith("data:"));
        assertThat(browser.log()).isEmpty();
    }

    @Test
    void picturesAreThere() {
        browser.show(single, WIDE, "light");

        assertThat(browser.run("return [...document.images].filter(i => i.naturalWidth > 100 && i.alt).length"))
                .isEqualTo(12L);
    }

    @Test
    void namesAreTextAndDataCanBeRead() throws IOException {
        browser.show(several, WIDE, "light");

        assertThat(browser.run("return document.querySelectorAll('main b, header b').length"))
                .isEqualTo(0L);
        assertThat(browser.run("return [...document.querySelectorAll('h2')].map(h => h.textContent).join('|')")
                        .toString())
                .contains(Fixture.HOSTILE_NAME);
        JsonNode data = json("return JSON.parse(document.getElementById('report').textContent)");
        assertThat(data.at("/clips/3/clip").textValue()).isEqualTo(Fixture.HOSTILE_NAME);
    }

    @Test
    void identifiersAreUniqueAndNoScriptRuns() {
        browser.show(several, WIDE, "light");

        assertThat(browser.run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                        + " return ids.length - new Set(ids).size"))
                .isEqualTo(0L);
        assertThat(browser.run("return document.querySelectorAll('script:not([type=\"application/json\"])').length"))
                .isEqualTo(0L);
    }

    @Test
    void longClipsDoNotMakeTheFileLarge() throws IOException {
        assertThat(Files.size(single)).isLessThan(700_000);
    }

    private static JsonNode json(String script) throws IOException {
        return new ObjectMapper()
                .readTree(browser.run("return JSON.stringify((() => {" + script + "})())")
                        .toString());
    }
}
