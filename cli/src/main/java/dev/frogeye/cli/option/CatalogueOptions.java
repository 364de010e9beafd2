package dev.frogeye.cli.option;

import dev.frogeye.catalogue.Catalogue;
import dev.frogeye.catalogue.CatalogueEntry;
import dev.frogeye.catalogue.ModelFolders;
import dev.frogeye.cli.text.CommandText;
import dev.frogeye.cli.text.Similar;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.ingest.preset.PreprocessingFile;
import dev.frogeye.model.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which models have a name, and where on this machine they lie. */
public final class CatalogueOptions {
    /** What comes before a name where a file may stand as well. */
    public static final String PREFIX = "catalogue:";

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "JSON list of models that replaces the catalogue that comes with Frogeye.")
    private Path file;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of models from the catalogue, looked in before the cache of this platform; pulled"
                    + " models go there.")
    private Path folder;

    private Catalogue catalogue;

    /** The catalogue, read once. */
    public Catalogue catalogue() {
        if (catalogue == null) {
            catalogue = file == null
                    ? Catalogue.builtin()
                    : UsageException.unlessValid("--catalogue: ", () -> Catalogue.read(file));
        }
        return catalogue;
    }

    /** @throws UsageException if something that is no folder was named as one */
    public ModelFolders folders() {
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(
                    "--models: " + folder + " is no folder; name one, or one that is still to be made");
        }
        return ModelFolders.here(Optional.ofNullable(folder), System::getenv);
    }

    /**
     * What a model's name means.
     *
     * @throws UnsupportedModelException if it is one of the catalogue that is not there, or something else is under its
     *     name
     */
    public ModelSource source(String model) {
        Optional<PreprocessingFile> published = named(model)
                .map(entry -> new PreprocessingFile(
                        PREFIX + entry.name(), List.of(Preprocessing.parse(entry.preprocessing()))));
        return new ModelSource(resolve(model), published);
    }

    /** The entry of that name, which may have {@link #PREFIX} before it. */
    public CatalogueEntry entry(String name) {
        String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return catalogue()
                .find(bare)
                .orElseThrow(() -> new UsageException("the catalogue has no model '" + bare + "'" + hint(bare)));
    }

    /** The command that downloads a model to where these options look for it. */
    public String pull(CatalogueEntry entry) {
        return "frogeye models pull " + entry.name()
                + (file == null ? "" : " --catalogue " + CommandText.quoted(file.toString()))
                + (folder == null ? "" : " --models " + CommandText.quoted(folder.toString()));
    }

    private String hint(String bare) {
        List<String> longer = catalogue().names().stream()
                .filter(name ->
                        !bare.isBlank() && name.toLowerCase(Locale.ROOT).startsWith(bare.toLowerCase(Locale.ROOT)))
                .toList();
        if (!longer.isEmpty()) {
            return "; did you mean " + String.join(" or ", longer) + "?";
        }
        return Similar.to(bare, catalogue().names())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; frogeye models list shows what it has");
    }

    /** The entry that a model's name means, unless it names something else. */
    Optional<CatalogueEntry> named(String model) {
        return model.startsWith(PREFIX) ? Optional.of(entry(model)) : Optional.empty();
    }

    /**
     * What to open for a model's name: the file of a name of the catalogue, whole and right; any other name as it is.
     *
     * @throws UnsupportedModelException if the model is not there, or something else is under its name
     */
    private String resolve(String model) {
        Optional<CatalogueEntry> entry = named(model);
        if (entry.isEmpty()) {
            return model;
        }
        String pull = pull(entry.get());
        try {
            ModelFolders.Stored stored = folders()
                    .find(entry.get())
                    .orElseThrow(() -> new UnsupportedModelException(model + " is not here yet; run: " + pull));
            stored.problem().ifPresent(problem -> {
                throw new UnsupportedModelException(problem + "; remove it and run: " + pull);
            });
            return stored.path().toString();
        } catch (IOException e) {
            throw new UnsupportedModelException("cannot read " + model + " (" + e + "); check its permissions", e);
        }
    }
}
