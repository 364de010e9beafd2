package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.frogeye.comparison.report.Browser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real stream in a real browser. */
@Timeout(180)
class StreamPageTest {
    /** Asks for pictures of the page, in a folder of this name. */
    private static final String SHOTS = "frogeye.screenshots";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sum of colour differences between what the picture shows now and what it showed at the last call. */
    private static final String DIFFERENCE = """
            const image = document.querySelector('[data-pane=left] img');
            const canvas = document.createElement('canvas');
            canvas.width = 320; canvas.height = 180;
            const context = canvas.getContext('2d', {willReadFrequently: true});
            context.drawImage(image, 0, 0, 320, 180);
            const now = [...context.getImageData(0, 0, 320, 180).data];
            const before = window.lastPixels || now;
            window.lastPixels = now;
            return now.reduce((sum, v, i) => sum + Math.abs(v - before[i]), 0);
            """;

    private static final String LINE = "document.getElementById('chart-line').getAttribute('d')";

    @TempDir
    Path folder;

    @Test
    void thePictureMovesTheChartAdvancesAndTheSliderActs() throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium and chromedriver are not installed");
        try (RunningCli cli = RunningCli.start("stream", "test:still", "--http", "127.0.0.1:0", "--drift-every", "30");
                Browser browser = Browser.open(folder)) {
            URI page = cli.page();
            browser.emulate(1400, "light", "no-preference");
            browser.open(page);
            browser.await("document.querySelectorAll('.frame img:not([hidden])').length === 2");
            browser.await("document.getElementById('connection').textContent === 'Live'");
            browser.await("document.getElementById('change').textContent !== '–'");

            browser.run(DIFFERENCE);
            browser.await("(() => {" + DIFFERENCE + "})() > 1000");
            browser.run("window.lastLine = " + LINE);
            browser.await(LINE + " !== window.lastLine");
            browser.await("document.getElementById('drift-value').textContent !== '–'");

            set(cli, browser, page, 0);
            double fine = activity(page);
            set(cli, browser, page, 0.5);
            cli.await("fewer spikes", () -> activity(page) < fine / 2);
            double coarse = activity(page);
            set(cli, browser, page, 0);
            cli.await("more spikes", () -> activity(page) > coarse * 1.5);
            assertThat(browser.log()).isEmpty();
            shoot(browser, page);
        }
    }

    private static void slide(Browser browser, String slider, double value) {
        browser.run("const slider = document.getElementById('" + slider + "'); slider.value = " + value
                + "; slider.dispatchEvent(new Event('input', {bubbles: true}));");
    }

    private static JsonNode stats(URI page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/stats")).build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** Moves both sliders, and waits until the command has heard of it. */
    private static void set(RunningCli cli, Browser browser, URI page, double alpha) throws Exception {
        slide(browser, "pixel_threshold", alpha * 100);
        slide(browser, "threshold", alpha);
        cli.await(
                "thresholds",
                () -> stats(page).get("threshold").asDouble() == alpha
                        && stats(page).get("pixel_threshold").asDouble() == alpha * 100);
    }

    /** How much of the network is at work, over longer than the square takes to come by again; without the key frame. */
    private static double activity(URI page) throws Exception {
        TimeUnit.MILLISECONDS.sleep(300);
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            for (JsonNode layer : stats(page).get("layers")) {
                sum += layer.get("density").asDouble();
            }
            TimeUnit.MILLISECONDS.sleep(40);
        }
        return sum;
    }

    private static void shoot(Browser browser, URI page) throws Exception {
        String shots = System.getProperty(SHOTS);
        if (shots == null) {
            return;
        }
        slide(browser, "pixel_threshold", 2);
        slide(browser, "threshold", 0.06);
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1400, 390}) {
                browser.emulate(width, scheme, "no-preference");
                browser.open(page);
                TimeUnit.SECONDS.sleep(6);
                browser.shoot(Path.of(shots, width + "-" + scheme + ".png"));
            }
        }
    }
}
