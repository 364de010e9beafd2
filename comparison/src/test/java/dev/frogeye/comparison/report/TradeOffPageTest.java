package dev.frogeye.comparison.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.comparison.RivalResult;
import dev.frogeye.comparison.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture of time against R2 in a browser, for points that lie in all sorts of ways. */
class TradeOffPageTest {
    /** Labels and symbols that can be seen in each chart, as rectangles of the window. */
    private static final String SEEN = """
            const box = r => ({left: r.left, right: r.right, top: r.top, bottom: r.bottom});
            return [...document.querySelectorAll('.plane .area')].map(area => ({
              id: area.querySelector('svg[role=img]').getAttribute('aria-labelledby'),
              area: box(area.getBoundingClientRect()),
              symbols: [...area.querySelectorAll('.symbol')].map(s => box(s.getBoundingClientRect())),
              words: [...area.querySelectorAll('.labels span')].filter(s => s.getClientRects().length).map(s => {
                const range = document.createRange(); range.selectNodeContents(s);
                return {text: s.textContent, ...box(range.getBoundingClientRect())};
              }),
              unlabelled: [...area.closest('figure').querySelectorAll('.unlabelled')].filter(s => s.getClientRects().length)
                  .map(s => s.textContent).join(', '),
              ticks: [...area.parentElement.querySelectorAll('.x span')].map(s => ({text: s.textContent,
                  ...box(s.getBoundingClientRect())}))
            }));
            """;

    /** Windows in which the arrangement changes, and those in between. */
    private static final int[] WIDTHS = {320, 390, 600, 736, 737, 1024, 1280, 1900};

    private static final Map<String, List<RivalResult>> CASES = new LinkedHashMap<>();

    static {
        CASES.put("usual", RivalFixture.usual());
        CASES.put("spot", RivalFixture.oneSpot());
        CASES.put("many", RivalFixture.many());
        CASES.put("lost", RivalFixture.lost());
        CASES.put("one", List.of(RivalFixture.linear(4, 15, 0.85)));
        CASES.put("exact", List.of(RivalFixture.dense(60)));
        CASES.put("useless", List.of(RivalFixture.hold(8, 4, -3)));
        CASES.put(
                "delta",
                RivalFixture.usual().stream()
                        .filter(way -> way.family() == RivalResult.Family.DELTA)
                        .toList());
    }

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        page = folder.resolve("page.html");
        try (InputStream style = Report.class.getResourceAsStream("report.css")) {
            Files.writeString(
                    page,
                    "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width,"
                            + " initial-scale=1\"><style>" + new String(style.readAllBytes(), StandardCharsets.UTF_8)
                            + "</style><body><main><section>"
                            + CASES.entrySet().stream()
                                    .flatMap(entry -> new TradeOff(
                                                    entry.getKey(),
                                                    new Standing(entry.getValue(), false),
                                                    "ONNX Runtime")
                                            .charts().stream())
                                    .map(chart -> chart.html())
                                    .collect(Collectors.joining())
                            + "</section></main></body></html>");
        }
        browser = Browser.open(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void labelsTouchNothingAtAnyWidth() throws IOException {
        for (int width : WIDTHS) {
            browser.show(page, width, "light");
            assertNothingTouches(width + " pixels");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {688, 710})
    void labelsTouchNothingOnPaper(int width) throws IOException {
        browser.show(page, width, "light");
        browser.emulatePaper(width);

        assertNothingTouches("paper of " + width);
    }

    private static void assertNothingTouches(String where) throws IOException {
        JsonNode charts = seen();
        assertThat(charts).hasSize(CASES.size());
        for (JsonNode chart : charts) {
            JsonNode words = chart.get("words");
            for (int i = 0; i < words.size(); i++) {
                JsonNode word = words.get(i);
                String what = word + " at " + where + " in " + chart.get("id");
                assertThat(isInside(word, chart.get("area"))).as(what).isTrue();
                for (int j = 0; j < i; j++) {
                    assertThat(touch(word, words.get(j)))
                            .as(what + " and " + words.get(j))
                            .isFalse();
                }
                assertThat(chart.get("symbols")).as(what).noneMatch(symbol -> touch(word, symbol));
            }
            JsonNode ticks = chart.get("ticks");
            for (int i = 1; i < ticks.size(); i++) {
                assertThat(touch(ticks.get(i - 1), ticks.get(i)))
                        .as(ticks.get(i - 1) + " and " + ticks.get(i) + " at " + where)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark"})
    void everyWayHasASymbolAndIsNamed(int width, String scheme) throws IOException {
        browser.show(page, width, scheme);

        for (JsonNode chart : seen()) {
            List<RivalResult> ways = CASES.get(chart.get("id").textValue().split("-")[0]).stream()
                    .filter(way -> !Double.isNaN(way.error()))
                    .toList();
            assertThat(chart.get("symbols")).hasSize(ways.size());
            String words = chart.get("words").findValuesAsText("text") + " " + chart.get("unlabelled");
            assertThat(ways).allSatisfy(way -> assertThat(words).contains(way.name()));
            assertThat(chart.get("words").size()).isGreaterThanOrEqualTo(Math.min(16, ways.size()));
        }
        assertThat(browser.leastContrast()).isGreaterThanOrEqualTo(4.5);
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo((long) width);
    }

    @Test
    void symbolsAreNotToldApartByColourAlone() {
        browser.show(page, 1280, "light");

        assertThat((Long) browser.run("""
                        const figure = document.querySelector('.plane');
                        const kinds = [...figure.querySelectorAll('.legend .symbol')].map(s => s.getAttribute('d')
                            + (getComputedStyle(s).fill === getComputedStyle(s).stroke));
                        return kinds.length === 4 ? new Set(kinds).size : -1;
                        """)).isEqualTo(4L);
    }

    private static boolean touch(JsonNode a, JsonNode b) {
        double slack = 0.5;
        return at(a, "left") < at(b, "right") - slack
                && at(b, "left") < at(a, "right") - slack
                && at(a, "top") < at(b, "bottom") - slack
                && at(b, "top") < at(a, "bottom") - slack;
    }

    private static boolean isInside(JsonNode inner, JsonNode outer) {
        double slack = 1;
        return at(inner, "left") >= at(outer, "left") - slack
                && at(inner, "right") <= at(outer, "right") + slack
                && at(inner, "top") >= at(outer, "top") - slack
                && at(inner, "bottom") <= at(outer, "bottom") + slack;
    }

    private static double at(JsonNode box, String edge) {
        return box.get(edge).doubleValue();
    }

    private static JsonNode seen() throws IOException {
        return new ObjectMapper()
                .readTree(browser.run("return JSON.stringify((() => {" + SEEN + "})())")
                        .toString());
    }
}
