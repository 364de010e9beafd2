package dev.frogeye.cli.command;

import dev.frogeye.cli.option.CaptureFlags;
import dev.frogeye.cli.option.DeltaFlags;
import dev.frogeye.cli.option.DenseFrames;
import dev.frogeye.cli.option.ModelOptions;
import dev.frogeye.cli.option.PageFlags;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.export.table.FeatureTable;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.extraction.ExtractionSettings;
import dev.frogeye.extraction.Extractor;
import dev.frogeye.extraction.ExtractorOptions;
import dev.frogeye.ingest.live.CaptureOptions;
import dev.frogeye.ingest.live.LiveInput;
import dev.frogeye.ingest.live.LiveOptions;
import dev.frogeye.ingest.live.LiveSource;
import dev.frogeye.ingest.live.LiveSourceException;
import dev.frogeye.live.EmitRule;
import dev.frogeye.live.LiveExtraction;
import dev.frogeye.live.LiveStatus;
import dev.frogeye.live.Rehearsal;
import dev.frogeye.live.TunableNetwork;
import dev.frogeye.live.page.LivePage;
import dev.frogeye.live.page.PageOptions;
import dev.frogeye.live.terminal.PlainView;
import dev.frogeye.live.terminal.TerminalStyle;
import dev.frogeye.live.terminal.TerminalView;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "stream",
        description = "Extracts features from a camera or a network stream as they happen.",
        footer = {
            "",
            "Frames are dropped only before they are processed, and counted. Ctrl-C completes every file and ends with"
                    + " 130. Try: frogeye stream test:still --http 127.0.0.1:8080",
            "",
            "Exit codes as in frogeye --help: 6 when the source is lost for good, 4 when it cannot be opened."
        })
public final class StreamCommand extends FrogeyeSubcommand {
    private static final Duration REHEARSAL = Duration.ofSeconds(2);

    @Mixin
    private CaptureFlags capture;

    @Mixin
    private LiveOutputs outputs;

    @Option(
            names = "--emit-on",
            paramLabel = "RULE",
            description = "Write a frame only then: change>0.02 (fraction of the input), every 1s, every 10 frames, or"
                    + " all (default: all).")
    private String emitOn = "all";

    @Mixin
    private PageFlags pageFlags;

    @Option(
            names = "--drift-every",
            paramLabel = "FRAMES",
            description =
                    "Compute one frame in so many exactly, aside, and show how far the features are from it; 0 for"
                            + " never (default: ${DEFAULT-VALUE}).")
    private int driftEvery = 150;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private DeltaFlags deltaOptions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that compute a frame (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    public StreamCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        session().interruption().endAlike();
        LiveInput input = capture.input();
        EmitRule rule = UsageException.unlessValid("--emit-on: ", () -> EmitRule.parse(emitOn));
        CaptureOptions wanted = capture.capture();
        LiveOptions live = capture.options();
        outputs.rolling();
        if (threads < 1 || driftEvery < 0) {
            throw new UsageException("--threads must be 1 or more and --drift-every 0 or more");
        }
        ExtractionModel model = modelOptions.open();
        Optional<PageOptions> page = pageFlags.page(model.preprocessing(), PageFlags.token(session()));
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        try (Extractor extractor = extractor(model);
                TunableNetwork network = new TunableNetwork(extractor);
                LiveSource source = LiveSource.prepare(input, wanted, live)) {
            Rehearsal.perform(network, extractor.preprocessor(), extractor.reader(network), REHEARSAL);
            return stream(extractor, network, source, rule, page);
        } catch (LiveSourceException e) {
            return failed(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Extractor extractor(ExtractionModel model) {
        return Extractor.of(
                model,
                ExtractorOptions.DEFAULT
                        .withPooling(modelOptions.pooling())
                        .withNormalization(modelOptions.normalization())
                        .withDelta(deltaOptions.settings(origins(), model, DenseFrames.NEVER))
                        .withThreads(threads));
    }

    private int stream(
            Extractor extractor,
            TunableNetwork network,
            LiveSource source,
            EmitRule rule,
            Optional<PageOptions> pageOptions)
            throws IOException, InterruptedException {
        ExtractionSettings settings = extractor.settings();
        FeatureTable table = new FeatureTable(settings.columns(), settings.metadata(source.info()));
        try (LiveExtraction extraction = new LiveExtraction(
                source, network, extractor.preprocessor(), extractor::reader, table, rule.filter(), driftEvery)) {
            SinkGroup sinks = outputs.open(session(), source.input().name(), table);
            sinks.all().forEach(extraction::add);
            try {
                watch(extraction, pageOptions);
                sinks.complete();
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                sinks.closeAfter(e);
                throw e;
            } finally {
                summarize(extraction.status());
            }
            return ExitCode.OK;
        }
    }

    /** Runs it with a page, a status on the terminal, or a line now and then. */
    private void watch(LiveExtraction extraction, Optional<PageOptions> pageOptions)
            throws IOException, InterruptedException {
        TerminalStyle style = TerminalStyle.of(session().columns(), session().environment());
        if (pageOptions.isPresent()) {
            try (LivePage page = LivePage.open(pageOptions.get(), extraction)) {
                // Also with -q: nobody would know a token that was made up. One that was given is no one else's
                // business.
                boolean isGiven = PageFlags.token(session()).isPresent();
                session().err().println("page: " + (isGiven ? page.address() : page.entrance()));
                extraction.add(page);
                plain(extraction);
            }
        } else if (style.isTerminal() && !options().quiet()) {
            try (TerminalView view =
                    TerminalView.start(extraction::status, style, session().statusBlock()::show)) {
                extraction.add(view);
                extraction.run();
            }
        } else {
            plain(extraction);
        }
    }

    @SuppressWarnings("try") // the view works by itself until it is closed
    private void plain(LiveExtraction extraction) throws IOException, InterruptedException {
        try (PlainView view = PlainView.start(extraction::status, this::say, PlainView.INTERVAL)) {
            extraction.run();
        }
    }

    /** What was still waiting at the end is dropped with it. */
    private void summarize(LiveStatus status) {
        LiveStatus.Frames frames = status.frames();
        String lost = frames.unwritten() == 0 ? "" : ", " + frames.unwritten() + " of them not written";
        say(String.format(
                Locale.ROOT,
                "%s: %d frames captured, %d processed, %d dropped, %d emitted%s",
                status.source(),
                frames.captured(),
                frames.processed(),
                frames.captured() - frames.processed(),
                frames.emitted(),
                lost));
    }

    private int failed(LiveSourceException e) {
        if (session().interruption().requested()) {
            throw interrupted(e);
        }
        warn(e.getMessage());
        e.hints().forEach(session().err()::println);
        return switch (e.kind()) {
            case UNAVAILABLE -> ExitCode.NOTHING_PROCESSED;
            case LOST -> ExitCode.SOURCE_LOST;
            case BEHIND -> ExitCode.SOME_FAILED;
        };
    }

    private static CancellationException interrupted(Exception cause) {
        CancellationException interrupted = new CancellationException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }
}
