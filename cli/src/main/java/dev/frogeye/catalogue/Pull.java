package dev.frogeye.catalogue;

import dev.frogeye.catalogue.TransferException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Brings models from where they are published into the {@link ModelFolders#target}.
 *
 * <p>What arrives is kept under another name, {@code NAME.onnx.part}, until it is whole and has the checksum of the
 * catalogue: whatever has the model's name is the model. A download that broke off goes on where it stopped, in this
 * process or the next; two processes that want the same model wait for each other. An interrupted thread stops.
 */
public final class Pull {
    private final ModelFolders folders;
    private final UnaryOperator<String> environment;
    private final ServerPatience patience;

    /**
     * Pulls into some folders.
     *
     * @param environment gives the value of a variable, or null: proxies are named there
     */
    public Pull(ModelFolders folders, UnaryOperator<String> environment) {
        this(folders, environment, ServerPatience.USUAL);
    }

    Pull(ModelFolders folders, UnaryOperator<String> environment, ServerPatience patience) {
        this.folders = folders;
        this.environment = environment;
        this.patience = patience;
    }

    /**
     * Makes sure that a model is there.
     *
     * @return the file, which was read whole and is right
     * @throws PullException if no source delivers, or the folder cannot be written to
     * @throws WrongModelException if what the sources have under its name is something else
     */
    public Path pull(CatalogueEntry entry, PullListener listener) throws IOException, InterruptedException {
        Optional<Path> there = there(entry, line -> {});
        if (there.isPresent()) {
            return there.get();
        }
        Path folder = folders.target();
        try {
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.take(
                    folder, entry, () -> listener.note("another process pulls " + entry.name() + "; waiting for it"));
            try (lock) {
                // Meanwhile it may have come.
                Optional<Path> now = there(entry, listener::note);
                return now.isPresent() ? now.get() : fetch(entry, new PartFile(folder.resolve(entry.file())), listener);
            }
        } catch (PullException | WrongModelException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new PullException(
                    "cannot write to " + folder + " (" + e + "); name another folder as FROGEYE_MODELS", e);
        }
    }

    private interface Note {
        void line(String line);
    }

    /** The model, if it is right; a wrong one at the place of the download will be replaced. */
    private Optional<Path> there(CatalogueEntry entry, Note note) throws IOException {
        Optional<ModelFolders.Stored> stored = folders.find(entry);
        stored.flatMap(ModelFolders.Stored::problem).ifPresent(problem -> note.line(problem + "; it is replaced"));
        return stored.filter(file -> file.problem().isEmpty()).map(ModelFolders.Stored::path);
    }

    private Path fetch(CatalogueEntry entry, PartFile part, PullListener listener)
            throws IOException, InterruptedException {
        requireRoom(entry, part);
        HttpClient.Builder builder =
                HttpClient.newBuilder().followRedirects(Redirect.NORMAL).connectTimeout(patience.connect());
        Proxies.of(environment).configure(builder);
        HttpClient client = builder.build();
        List<String> failures = new ArrayList<>();
        boolean wrong = false;
        for (URI source : entry.urls()) {
            try {
                fetch(entry, new Transfer(client, patience, source, part, entry.bytes(), listener), part, listener);
                part.finish();
                return folders.target().resolve(entry.file());
            } catch (TransferException e) {
                failures.add(source.getHost() + " " + e.getMessage());
                wrong |= e.kind() == Kind.WRONG;
                if (failures.size() < entry.urls().size()) {
                    listener.note(source.getHost() + " " + e.getMessage() + "; trying the next source");
                }
            }
        }
        String message = "cannot pull " + entry.name() + ": " + String.join("; ", failures);
        String byHand = "put " + entry.file() + " into " + folders.target() + " by hand";
        throw wrong
                ? new WrongModelException(message + "; nothing of it was kept; try again later, or " + byHand)
                : new PullException(message + "; check the network and HTTPS_PROXY, or " + byHand);
    }

    private void requireRoom(CatalogueEntry entry, PartFile part) throws IOException {
        long missing = entry.bytes() - part.length();
        long room = Files.getFileStore(folders.target()).getUsableSpace();
        if (room < missing) {
            throw new PullException(folders.target() + " has room for " + room + " bytes, " + entry.name() + " needs "
                    + missing + "; make room, or name another folder as FROGEYE_MODELS");
        }
    }

    /** Afterwards the part is whole and right. */
    private void fetch(CatalogueEntry entry, Transfer transfer, PartFile part, PullListener listener)
            throws IOException, InterruptedException {
        boolean isContinued = persist(transfer, part, listener);
        String sha256 = Checksum.of(part.path());
        if (!sha256.equals(entry.sha256()) && isContinued) {
            // The file may have changed at its source between the two.
            part.delete();
            listener.note("the parts of " + entry.name() + " do not fit together; pulling it again from the start");
            persist(transfer, part, listener);
            sha256 = Checksum.of(part.path());
        }
        if (!sha256.equals(entry.sha256())) {
            part.delete();
            throw new TransferException(Kind.WRONG, "sent SHA-256 " + sha256 + ", expected " + entry.sha256());
        }
    }

    /** Runs a transfer until it is through, as long as there is hope; returns whether it was put together of parts. */
    private boolean persist(Transfer transfer, PartFile part, PullListener listener)
            throws IOException, InterruptedException {
        boolean isContinued = false;
        int inVain = 0;
        while (true) {
            long before = part.length();
            try {
                return transfer.run() | isContinued;
            } catch (TransferException e) {
                inVain = part.length() > before ? 0 : inVain + 1;
                if (e.kind() != Kind.PASSING || inVain >= patience.attempts()) {
                    throw e;
                }
                isContinued |= before > 0 && part.length() > before;
                listener.note("the source " + e.getMessage() + "; trying again");
                Thread.sleep(patience.pause().toMillis() << inVain);
            }
        }
    }
}
