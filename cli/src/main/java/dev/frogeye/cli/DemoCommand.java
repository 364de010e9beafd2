package dev.frogeye.cli;

import picocli.CommandLine.Command;

@Command(name = "demo", description = "Makes a short clip, extracts its features and shows what each frame cost.")
final class DemoCommand extends FrogeyeSubcommand {
    DemoCommand(Session session) {
        super(session);
    }

    @Override
    int run() {
        return ExitCode.OK;
    }
}
