package dev.frogeye.cli.command;

import dev.frogeye.cli.option.CatalogueOptions;
import dev.frogeye.cli.option.InputShapeOption;
import dev.frogeye.cli.option.ModelSource;
import dev.frogeye.cli.option.PreprocessOption;
import dev.frogeye.cli.text.ExitCode;
import dev.frogeye.cli.text.ModelTable;
import dev.frogeye.cli.text.Session;
import dev.frogeye.extraction.ExtractionModel;
import dev.frogeye.ingest.preset.PreprocessingChoice;
import dev.frogeye.model.Graph;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description =
                "Lists a model's layers: names for --layer, shapes, cost, and class (linear, pointwise, whole-tensor).",
        footer = {"", "A MAC is one multiply-add; 1 MAC is 2 FLOPs."})
public final class InspectCommand extends FrogeyeSubcommand {
    @Parameters(paramLabel = "MODEL", description = "ONNX file, builtin:NAME or catalogue:NAME.")
    private String model;

    @Mixin
    private CatalogueOptions catalogueOptions = new CatalogueOptions();

    @Mixin
    private InputShapeOption inputShape = new InputShapeOption();

    @Mixin
    private PreprocessOption preprocess = new PreprocessOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    public InspectCommand(Session session) {
        super(session);
    }

    @Override
    int run() {
        ModelSource source = catalogueOptions.source(model);
        Graph graph = inputShape.read(source, source.read(), preprocess);
        ModelTable table = new ModelTable(graph, chosen(source, graph));
        if (json) {
            session().out().println(table.json());
        } else {
            table.lines().forEach(session().out()::println);
        }
        table.deviations().forEach(deviation -> warn("warning: " + deviation));
        return ExitCode.OK;
    }

    /** How its input is made; empty if it is no picture that frames can become. */
    private Optional<PreprocessingChoice.Chosen> chosen(ModelSource source, Graph graph) {
        return ExtractionModel.takesFrames(graph)
                ? Optional.of(preprocess.choose(
                        source,
                        graph.input().shape().width(),
                        graph.input().shape().height()))
                : Optional.empty();
    }
}
