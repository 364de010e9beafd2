package dev.frogeye.comparison.report;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium of this machine; none is ever downloaded. */
public final class Browser implements AutoCloseable {
    private static final int HEIGHT = 900;
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long POLL_NANOS = 100_000_000;

    /** Held so that its level stays: it warns of every browser younger than Selenium, whose protocol is not used here. */
    private static final Logger PROTOCOL_VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    /** The least contrast. */
    private static final String CONTRAST = """
            const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            const rgba = colour => {
              canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
              return [...canvas.getImageData(0, 0, 1, 1).data];
            };
            const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = element => {
              for (let e = element; e; e = e.parentElement) {
                const colour = rgba(getComputedStyle(e).backgroundColor);
                if (colour[3] > 200) return colour;
              }
              return [255, 255, 255];
            };
            return Math.min(...[...document.body.querySelectorAll('*')]
                .filter(e => !e.closest('svg') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
                    && e.getClientRects().length)
                .map(e => {
                  const a = luminance(rgba(getComputedStyle(e).color)), b = luminance(behind(e));
                  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                }));
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether there is one. */
    public static boolean isInstalled() {
        return chromium().isPresent() && program("chromedriver").isPresent();
    }

    /** @param profile folder of its own */
    public static Browser open(Path profile, String... moreLogs) {
        PROTOCOL_VERSIONS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        for (String log : moreLogs) {
            logs.enable(log, Level.ALL);
        }
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> program(name).stream())
                .findFirst();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Looks from now on through a window so wide, in one of the colour schemes {@code light} and {@code dark}.
     *
     * @param motion {@code reduce} or {@code no-preference}
     */
    public void emulate(int width, String scheme, String motion) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", motion))));
    }

    /** Looks from now on at what would be printed on paper so wide. */
    public void emulatePaper(int width) {
        emulate(width, "light", "no-preference");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** Opens a file in a window so wide, in one of the colour schemes {@code light} and {@code dark}. */
    public void show(Path file, int width, String scheme) {
        emulate(width, scheme, "no-preference");
        open(file.toUri());
    }

    public void open(URI address) {
        driver.get(address.toString());
        // On a busy machine the driver may be back before all of a long page is there.
        await("document.readyState === 'complete'");
    }

    /** The value of a function body in the page. */
    public Object run(String script) {
        return driver.executeScript(script);
    }

    /** Least contrast of any text with what is behind it, as WCAG reckons it. */
    public double leastContrast() {
        return ((Number) run(CONTRAST)).doubleValue();
    }

    /** Waits until an expression is true. */
    public void await(String expression) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!Boolean.TRUE.equals(run("return !!(" + expression + ")"))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never became true: " + expression);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Presses keys where the focus is. */
    public void press(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** What was logged since the last call. */
    public List<String> log() {
        return log(LogType.BROWSER);
    }

    /** What a log got since it was asked for last. */
    public List<String> log(String type) {
        return driver.manage().logs().get(type).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The whole page as a picture. */
    public void shoot(Path file) throws IOException {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.get("data").toString()));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
