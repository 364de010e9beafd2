package dev.frogeye.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description = "Lists a model's layers: names for --layer, shapes, cost, and class (linear, pointwise, whole-tensor).",
        footer = {"", "A MAC is one multiply-add; 1 MAC is 2 FLOPs."})
final class InspectCommand extends FrogeyeSubcommand {
    @Parameters(paramLabel = "MODEL", description = "ONNX file or builtin:NAME.")
    private String model;

    @Mixin
    private InputShapeOption inputShape = new InputShapeOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectCommand(Session session) {
        super(session);
    }

    @Override
    int run() {
        ModelTable table = new ModelTable(inputShape.read(Models.read(model)));
        if (json) {
            session().out().println(table.json());
        } else {
            table.lines().forEach(session().out()::println);
        }
        return ExitCode.OK;
    }
}
