package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.frogeye.comparison.report.Browser;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.live.LiveStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in a browser, beside a stream of moving pictures. */
class LivePageInBrowserTest {
    private static final int WIDE = 1400;

    /** Mean colour differences between what an image shows now and what it showed at the last call. */
    private static final String DIFFERENCE = """
            const image = document.querySelector('[data-pane=left] img');
            const canvas = document.createElement('canvas');
            canvas.width = 160; canvas.height = 90;
            const context = canvas.getContext('2d', {willReadFrequently: true});
            context.drawImage(image, 0, 0, 160, 90);
            const now = [...context.getImageData(0, 0, 160, 90).data];
            const before = window.lastPixels || now;
            window.lastPixels = now;
            return now.reduce((sum, v, i) => sum + Math.abs(v - before[i]), 0) / now.length;
            """;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static SyntheticStream stream;
    private static LivePage page;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        stream = new SyntheticStream();
        page = LivePage.open(new PageOptions(InetAddress.getLoopbackAddress(), 0, Preprocessing.IMAGENET), stream);
        stream.feed(page);
        browser = Browser.open(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            page.close();
            stream.close();
        }
    }

    @BeforeEach
    void show() throws InterruptedException {
        stream.set(LiveStatus.Connection.LIVE, null);
        browser.emulate(WIDE, "light", "no-preference");
        browser.open(page.address());
        browser.await("document.querySelectorAll('.frame img:not([hidden])').length === 2");
        browser.await("document.getElementById('connection').textContent === 'Live'");
        browser.await("document.getElementById('change').textContent !== '–'");
    }

    @Test
    void picturesMoveAndTheChartAdvances() throws InterruptedException {
        browser.run(DIFFERENCE);
        browser.await("(() => {" + DIFFERENCE + "})() > 1");
        String line = "document.getElementById('chart-line').getAttribute('d')";
        browser.run("window.lastLine = " + line);
        browser.await(line + " !== window.lastLine && " + line + ".length > window.lastLine.length / 2");

        assertThat(browser.log()).isEmpty();
    }

    @Test
    void sliderChangesTheNumberOfSpikes() throws InterruptedException {
        stream.setPixelThreshold(0);
        browser.await("parseFloat(document.getElementById('change').textContent) > 20");
        browser.run("""
                const slider = document.getElementById('pixel_threshold');
                slider.value = 40;
                slider.dispatchEvent(new Event('input', {bubbles: true}));""");
        browser.await("parseFloat(document.getElementById('change').textContent) < 5");

        assertThat(stream.pixelThreshold()).isEqualTo(40);
        assertThat(browser.log()).isEmpty();
        stream.setPixelThreshold(4);
    }

    @Test
    void slidersObeyKeysAndFollowWhatOthersSet() throws InterruptedException {
        stream.setThreshold(0.06f);
        browser.await("document.getElementById('threshold-value').textContent === '0.060'");
        browser.run("document.getElementById('threshold').focus()");
        browser.press(Keys.ARROW_RIGHT);
        browser.await("document.getElementById('threshold-value').textContent === '0.065'");
        long end = System.nanoTime() + 10_000_000_000L;
        while (stream.threshold() != 0.065f && System.nanoTime() < end) {
            Thread.sleep(20);
        }

        assertThat(stream.threshold()).isEqualTo(0.065f);
        stream.setThreshold(0.2f);
        browser.await("document.getElementById('threshold-value').textContent === '0.200'");
        stream.setThreshold(0.06f);
    }

    @ParameterizedTest
    @CsvSource({"overlay,left", "heat,right"})
    void otherViewsAreShown(String view, String pane) throws InterruptedException {
        browser.run("window.asked = 0; const real = fetch; window.fetch = (url, ...rest) => {"
                + " if (String(url).includes('view=" + view + "')) window.asked++; return real(url, ...rest); }");
        browser.run("document.querySelector('input[name=" + pane + "][value=" + view + "]').click()");
        browser.await("window.asked > 3");

        // Between two pictures an image has no height.
        String height = "document.querySelector('[data-pane=" + pane + "] img').naturalHeight";
        browser.await(height + " >= 240 && " + height + " <= 360");
        assertThat(browser.log()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1400,light",
        "1400,dark",
        "390,light",
        "390,dark",
        "320,light",
        "768,light",
        "1920,dark",
    })
    void pageFitsTheWindowAndCanBeRead(int width, String scheme) throws InterruptedException, IOException {
        browser.emulate(width, scheme, "no-preference");
        browser.await("document.getElementById('chart-summary').textContent.startsWith('Of the last')");
        // To look at: -Dtest.jvm.access=-Dfrogeye.screenshots=FOLDER
        String folderName = System.getProperty("frogeye.screenshots");
        if (folderName != null) {
            Thread.sleep(9000);
            browser.run("document.querySelector('input[value=" + (scheme.equals("dark") ? "heat" : "overlay")
                    + "]').click();");
            Thread.sleep(1000);
            browser.shoot(Path.of(folderName, width + "-" + scheme + ".png"));
        }

        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo((long) width);
        assertThat(browser.leastContrast()).isGreaterThanOrEqualTo(4.5);
        assertThat(browser.log()).isEmpty();
    }

    @Test
    void pageSaysWhenTheSourceIsLost() throws InterruptedException {
        stream.set(LiveStatus.Connection.RECONNECTING, "the camera does not answer");
        browser.await("document.getElementById('connection').textContent === 'Reconnecting'");

        assertThat(browser.run("return document.getElementById('last-error').textContent"))
                .isEqualTo("the camera does not answer");
        assertThat(browser.run("return document.getElementById('announcer').textContent"))
                .isEqualTo("Reconnecting.");
        browser.log();
    }

    @Test
    void browsersShowTheStreamOfPicturesItself() throws InterruptedException {
        browser.run(
                "document.querySelector('[data-pane=left]').dataset.pane = 'old';"
                        + " const figure = document.createElement('figure'); figure.dataset.pane = 'left';"
                        + " const image = document.createElement('img'); image.alt = 'x';"
                        + " image.src = '/stream.mjpg?view=input&height=120'; figure.append(image); document.body.append(figure);");
        browser.await("document.querySelector('[data-pane=left] img').naturalHeight === 120");
        browser.run(DIFFERENCE);
        browser.await("(() => {" + DIFFERENCE + "})() > 1");

        assertThat(browser.log()).isEmpty();
    }

    @Test
    void pauseHoldsPicturesAndChart() {
        String shown = "[document.querySelector('img').src,"
                + " document.getElementById('chart-line').getAttribute('d')].join()";
        browser.run("document.getElementById('pause').click(); window.held = null");
        // Pictures asked for before may still arrive.
        browser.await("(() => { if (Date.now() < (window.look || 0)) return false; window.look = Date.now() + 500;"
                + " const shown = " + shown + ", same = window.held === shown; window.held = shown; return same; })()");
        assertThat(browser.run("return document.getElementById('pause').getAttribute('aria-pressed')"))
                .isEqualTo("true");
        browser.run("document.getElementById('pause').click()");
        browser.await("window.held.split(',')[0] !== document.querySelector('img').src");
    }

    @Test
    void everythingThatActsHasANameAndTakesTheFocus() {
        assertThat(browser.run("""
                        return [...document.querySelectorAll('input, button, a[href], [tabindex]')].filter(e =>
                            !(e.labels && e.labels.length || e.textContent.trim() || e.getAttribute('aria-labelledby')))
                            .length""")).isEqualTo(0L);
        assertThat(browser.run("return [...document.images].filter(i => !i.alt).length"))
                .isEqualTo(0L);
        assertThat(browser.run("const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                        + " return ids.length - new Set(ids).size"))
                .isEqualTo(0L);
        browser.run("document.getElementById('pause').focus()");
        browser.press(Keys.TAB);
        assertThat(browser.run("return document.activeElement.name")).isEqualTo("left");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.run("return document.querySelector('input[name=left]:checked').value"))
                .isEqualTo("overlay");
    }

    @Test
    void layersCanBeShownAllOrGatesOnly() throws InterruptedException {
        browser.await("document.querySelectorAll('#layers li').length === 49");
        browser.run("document.getElementById('gates-only').click()");

        assertThat(browser.run("return document.querySelectorAll('#layers li').length"))
                .isEqualTo(97L);
        browser.await("[...document.querySelectorAll('#layers .bar')]"
                + ".every(bar => bar.getBoundingClientRect().width > 1)");
    }

    @Test
    void nothingIsAskedOfAnyoneElse() {
        assertThat(browser.run("return performance.getEntriesByType('resource').map(e => new URL(e.name).origin)"
                        + ".filter(o => o !== location.origin && o !== 'null').length"))
                .isEqualTo(0L);
        assertThat(browser.log()).isEmpty();
    }

    @Test
    void pageRecoversWhenTheServerComesBack() throws Exception {
        try (SyntheticStream other = new SyntheticStream()) {
            int port;
            try (LivePage first = LivePage.open(
                    new PageOptions(InetAddress.getLoopbackAddress(), 0, Preprocessing.IMAGENET), other)) {
                port = first.address().getPort();
                other.feed(frame -> {});
                browser.open(first.address());
                browser.await("document.getElementById('connection').textContent === 'Live'");
            }
            browser.await("document.getElementById('connection').textContent === 'No connection to Frogeye'");
            try (LivePage second = LivePage.open(
                    new PageOptions(InetAddress.getLoopbackAddress(), port, Preprocessing.IMAGENET), other)) {
                browser.await("document.getElementById('connection').textContent === 'Live'");
                assertThat(second.audience().size()).isPositive();
            }
        }
        browser.log();
    }

    @Test
    void tokenLetsABrowserIn() throws Exception {
        String token = PageOptions.newToken();
        PageOptions options = new PageOptions(
                InetAddress.getLoopbackAddress(),
                0,
                Optional.of(token),
                PageOptions.DEFAULT_MAX_CLIENTS,
                Set.of(),
                Preprocessing.IMAGENET);
        try (LivePage guarded = LivePage.open(options, stream)) {
            browser.open(guarded.address());
            assertThat(browser.run("return document.body.textContent").toString())
                    .contains("needs a token");
            browser.log();
            browser.open(guarded.entrance());
            browser.await("document.getElementById('connection').textContent === 'Live'");

            assertThat(browser.run("return location.href"))
                    .isEqualTo(guarded.address().toString());
            assertThat(browser.run("return document.cookie")).isEqualTo("");
            assertThat(browser.log()).isEmpty();
        }
    }
}
