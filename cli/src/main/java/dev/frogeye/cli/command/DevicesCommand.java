package dev.frogeye.cli.command;

import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.Printable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.ingest.live.Device;
import dev.frogeye.ingest.live.Devices;
import picocli.CommandLine.Command;

@Command(
        name = "devices",
        description = "Lists the cameras and screens that stream can open.",
        footer = {"", "Exit codes as in frogeye --help."})
public final class DevicesCommand extends FrogeyeSubcommand {
    public DevicesCommand(Session session) {
        super(session);
    }

    @Override
    int run() {
        Devices devices = Devices.list();
        for (Device device : devices.all()) {
            session().out().println(Printable.line(device.toString()));
        }
        devices.notes().forEach(this::say);
        return ExitCode.OK;
    }
}
