package dev.frogeye.cli.command;

import dev.frogeye.batch.Input;
import dev.frogeye.cli.option.InputOptions;
import dev.frogeye.cli.option.VideoStreamOption;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.ProbeTable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.ingest.VideoLocation;
import dev.frogeye.ingest.VideoProbe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "probe",
        description = "Shows what videos really hold: frames, times, key frames, and whether all of it is there.",
        footer = {
            "",
            "Reads every packet; with --decode, every frame. A video is truncated when it ends well before the end it"
                    + " declares, damaged when it has errors inside.",
            "",
            "Exit codes as in frogeye --help: 3 when a video is truncated, damaged or cannot be read, 4 when none can."
        })
public final class ProbeCommand extends FrogeyeSubcommand {
    @Mixin
    private InputOptions inputOptions;

    @Option(names = "--decode", description = "Decode every frame: slower, and finds damage within frames.")
    private boolean decode;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Mixin
    private VideoStreamOption streamOption;

    public ProbeCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        session().interruption().onRequest(Thread.currentThread()::interrupt);
        List<VideoLocation> locations = inputOptions
                .inputs(Optional.empty(), session().in(), this::warn)
                .stream()
                .map(Input::location)
                .toList();
        int failed = 0;
        int unsound = 0;
        for (VideoLocation location : locations) {
            session().interruption().check();
            try {
                VideoProbe probe = VideoProbe.probe(location, decode, streamOption.stream());
                unsound += probe.health() == VideoProbe.Health.WHOLE ? 0 : 1;
                show(new ProbeTable(location, probe));
            } catch (IOException e) {
                session().interruption().check();
                failed++;
                if (json) {
                    session().out().println(ProbeTable.json(location, e));
                }
                warn(e.getMessage());
            }
        }
        if (failed == locations.size()) {
            return ExitCode.NOTHING_PROCESSED;
        }
        return failed + unsound > 0 ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    private void show(ProbeTable table) {
        if (json) {
            session().out().println(table.json());
        } else {
            table.lines().forEach(session().out()::println);
        }
    }
}
