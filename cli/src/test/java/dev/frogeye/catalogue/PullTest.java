package dev.frogeye.catalogue;

import static dev.frogeye.catalogue.ModelServer.broken;
import static dev.frogeye.catalogue.ModelServer.ranged;
import static dev.frogeye.catalogue.ModelServer.redirect;
import static dev.frogeye.catalogue.ModelServer.status;
import static dev.frogeye.catalogue.ModelServer.unannounced;
import static dev.frogeye.catalogue.ModelServer.version;
import static dev.frogeye.catalogue.ModelServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullTest {
    private static final byte[] MODEL = Entries.bytes(300_000, 1);
    private static final byte[] OTHER = Entries.bytes(300_000, 2);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ServerPatience BRISK = new ServerPatience(LONG, LONG, Duration.ofMillis(1), 3);

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();

    private final PullListener listener = new PullListener() {
        @Override
        public void progress(long bytes) {
            progress.add(bytes);
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private Path pull(CatalogueEntry entry) throws IOException, InterruptedException {
        return pull(entry, BRISK, Map.of());
    }

    private Path pull(CatalogueEntry entry, ServerPatience patience, Map<String, String> environment)
            throws IOException, InterruptedException {
        return new Pull(new ModelFolders(Optional.empty(), folder), environment::get, patience).pull(entry, listener);
    }

    private static CatalogueEntry entry(ModelServer... servers) {
        URI[] urls = new URI[servers.length];
        for (int i = 0; i < servers.length; i++) {
            urls[i] = servers[i].url();
        }
        return Entries.of("net", MODEL, urls);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aModelThatArrivedWholeHasItsNameAndNothingElseIsLeft() throws Exception {
        try (ModelServer server = new ModelServer(whole(MODEL))) {
            Path file = pull(entry(server));
            assertThat(file).isEqualTo(folder.resolve("net.onnx")).hasBinaryContent(MODEL);
            assertThat(files()).containsExactly("net.onnx");
            assertThat(progress).isSorted().endsWith((long) MODEL.length);
            assertThat(notes).isEmpty();
            assertThat(pull(entry(server))).isEqualTo(file);
            assertThat(server.requests()).as("it is there").hasSize(1);
        }
    }

    @Test
    void aDownloadThatBrokeOffGoesOnWhereItStopped() throws Exception {
        try (ModelServer server =
                new ModelServer(version(MODEL, "\"one\"", 100_000), version(MODEL, "\"one\"", MODEL.length))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(0).range()).isEmpty();
            assertThat(server.requests().get(1).range()).isEqualTo("bytes=100000-");
            assertThat(server.requests().get(1).ifRange()).isEqualTo("\"one\"");
            assertThat(notes).singleElement().asString().contains("broke off after 100000 of 300000 bytes");
            assertThat(files()).containsExactly("net.onnx");
        }
    }

    @Test
    void theNextRunGoesOnWhereTheLastOneStopped() throws Exception {
        try (ModelServer server = new ModelServer(version(MODEL, "\"one\"", 100_000))) {
            ServerPatience none = new ServerPatience(LONG, LONG, Duration.ZERO, 1);
            server.answer(version(MODEL, "\"one\"", 100_000), status(500));
            assertThatThrownBy(() -> pull(entry(server), none, Map.of()))
                    .isInstanceOf(PullException.class)
                    .hasMessageContaining("answered 500");
            assertThat(files()).containsExactly("net.onnx.part", "net.onnx.part.etag");
            server.answer(version(MODEL, "\"one\"", MODEL.length));
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests().get(2).range()).isEqualTo("bytes=100000-");
            assertThat(server.requests().get(2).ifRange()).isEqualTo("\"one\"");
            assertThat(files()).containsExactly("net.onnx");
        }
    }

    @Test
    void aServerThatKnowsNoRangesSendsItAllAgain() throws Exception {
        try (ModelServer server = new ModelServer(broken(MODEL, 100_000), whole(MODEL))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests().get(1).range()).isEqualTo("bytes=100000-");
        }
    }

    @Test
    void aFileThatChangedInBetweenIsSentAnewByAServerThatSaysSo() throws Exception {
        try (ModelServer server =
                new ModelServer(version(OTHER, "\"old\"", 100_000), version(MODEL, "\"new\"", MODEL.length))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void partsOfDifferentFilesAreThrownAway() throws Exception {
        try (ModelServer server = new ModelServer(broken(OTHER, 100_000), ranged(MODEL))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(2).range()).isEmpty();
            assertThat(notes).last().asString().contains("do not fit together");
        }
    }

    @Test
    void aPartThatIsWholeIsCheckedAndNotSentAgain() throws Exception {
        Files.write(folder.resolve("net.onnx.part"), MODEL);
        try (ModelServer server = new ModelServer(status(500))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anotherFileUnderTheModelsNameIsDeletedAndBothChecksumsAreTold() throws Exception {
        try (ModelServer server = new ModelServer(whole(OTHER))) {
            assertThatThrownBy(() -> pull(entry(server)))
                    .isInstanceOf(WrongModelException.class)
                    .hasMessageContainingAll("net", "127.0.0.1", Entries.sha256(OTHER), Entries.sha256(MODEL))
                    .hasMessageContaining("put net.onnx into " + folder);
            assertThat(files()).isEmpty();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void anotherLengthIsToldBeforeAnythingIsRead() throws Exception {
        try (ModelServer server = new ModelServer(whole(Entries.bytes(400_000, 3)))) {
            assertThatThrownBy(() -> pull(entry(server)))
                    .isInstanceOf(WrongModelException.class)
                    .hasMessageContaining("has 400000 bytes under that name, expected 300000");
            assertThat(progress).isEmpty();
        }
    }

    @Test
    void moreThanWasExpectedIsCutOff() throws Exception {
        try (ModelServer server = new ModelServer(unannounced(Entries.bytes(20_000_000, 3)))) {
            assertThatThrownBy(() -> pull(entry(server)))
                    .isInstanceOf(WrongModelException.class)
                    .hasMessageContaining("sends more than the expected 300000 bytes");
            assertThat(progress).allMatch(bytes -> bytes <= MODEL.length);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void lessThanWasExpectedIsAskedForAgain() throws Exception {
        try (ModelServer server = new ModelServer(unannounced(Arrays.copyOf(MODEL, 100_000)), ranged(MODEL))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void redirectionsAreFollowedAndCirclesAreNot() throws Exception {
        try (ModelServer server = new ModelServer(redirect("/elsewhere/model.onnx?signed=1"), whole(MODEL))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(server.requests().get(1).target()).isEqualTo("/elsewhere/model.onnx?signed=1");
            server.answer(redirect("/model.onnx"));
            Files.delete(folder.resolve("net.onnx"));
            assertThatThrownBy(() -> pull(entry(server)))
                    .isInstanceOf(PullException.class)
                    .hasMessageContaining("redirects again and again");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 451})
    void aRefusalIsNotArguedWithAndTheNextSourceIsTried(int code) throws Exception {
        try (ModelServer first = new ModelServer(status(code));
                ModelServer second = new ModelServer(whole(MODEL))) {
            assertThat(pull(entry(first, second))).hasBinaryContent(MODEL);
            assertThat(first.requests()).hasSize(1);
            assertThat(notes).singleElement().asString().contains("answered " + code, "trying the next source");
        }
    }

    @Test
    void whatNoSourceHasIsToldInOneLineWithARemedy() throws Exception {
        try (ModelServer first = new ModelServer(status(404));
                ModelServer second = new ModelServer(status(403))) {
            assertThatThrownBy(() -> pull(entry(first, second)))
                    .isInstanceOf(PullException.class)
                    .hasMessageStartingWith("cannot pull net: 127.0.0.1 answered 404: the file is not there any more;")
                    .hasMessageContaining("answered 403")
                    .hasMessageEndingWith("put net.onnx into " + folder + " by hand");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aServerInTroubleIsAskedAgainButNotForEver(int code) throws Exception {
        try (ModelServer server = new ModelServer(status(code), status(code), whole(MODEL))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            Files.delete(folder.resolve("net.onnx"));
            server.answer(status(code));
            assertThatThrownBy(() -> pull(entry(server))).hasMessageContaining("answered " + code);
            assertThat(server.requests()).hasSize(3 + 3);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsToldAtOnce() throws Exception {
        ModelServer gone = new ModelServer(status(404));
        CatalogueEntry entry = entry(gone);
        gone.close();
        assertThatThrownBy(() -> pull(entry))
                .isInstanceOf(PullException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(notes).isEmpty();
    }

    @Test
    void aServerThatFallsSilentIsLeftAndAskedForTheRest() throws Exception {
        ServerPatience impatient = new ServerPatience(LONG, Duration.ofMillis(300), Duration.ofMillis(1), 3);
        try (ModelServer server = new ModelServer(ranged(MODEL))) {
            server.answer(server.stalled(MODEL, 100_000), ranged(MODEL));
            assertThat(pull(entry(server), impatient, Map.of())).hasBinaryContent(MODEL);
            assertThat(notes).singleElement().asString().contains("sent nothing for 300 ms");
            assertThat(server.requests().get(1).range()).isEqualTo("bytes=100000-");
        }
    }

    @Test
    void anInterruptedDownloadStopsAndKeepsItsPart() throws Exception {
        try (ModelServer server = new ModelServer(ranged(MODEL))) {
            server.answer(server.stalled(MODEL, 100_000));
            CountDownLatch arrived = new CountDownLatch(1);
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            PullListener waiting = new PullListener() {
                @Override
                public void progress(long bytes) {
                    if (bytes == 100_000) {
                        arrived.countDown();
                    }
                }

                @Override
                public void note(String line) {}
            };
            Thread thread = new Thread(() -> {
                try {
                    new Pull(new ModelFolders(Optional.empty(), folder), name -> null, BRISK)
                            .pull(entry(server), waiting);
                    end.complete(null);
                } catch (IOException | InterruptedException e) {
                    end.complete(e);
                }
            });
            thread.start();
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            assertThat(end.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(files()).contains("net.onnx.part").doesNotContain("net.onnx");
            assertThat(Files.size(folder.resolve("net.onnx.part"))).isEqualTo(100_000);
        }
    }

    @Test
    void twoThatWantTheSameModelShareOneDownload() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ModelServer server = new ModelServer(exchange -> {
            asked.countDown();
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            whole(MODEL).to(exchange);
        })) {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            CompletableFuture<String> waits = new CompletableFuture<>();
            Future<Path> first = threads.submit(() -> pull(entry(server)));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            Future<Path> second =
                    threads.submit(() -> new Pull(new ModelFolders(Optional.empty(), folder), name -> null, BRISK)
                            .pull(entry(server), new PullListener() {
                                @Override
                                public void progress(long bytes) {}

                                @Override
                                public void note(String line) {
                                    waits.complete(line);
                                }
                            }));
            assertThat(waits.get(20, TimeUnit.SECONDS)).contains("another process pulls net");
            release.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS)).hasBinaryContent(MODEL);
            assertThat(second.get(20, TimeUnit.SECONDS)).hasBinaryContent(MODEL);
            assertThat(server.requests()).hasSize(1);
            threads.shutdownNow();
        }
    }

    @Test
    void aProxyOfTheEnvironmentIsUsedWithItsPassword() throws Exception {
        // What a proxy gets is the whole address in the first line.
        try (ModelServer proxy = new ModelServer(
                exchange -> {
                    exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"company\"");
                    exchange.sendResponseHeaders(407, -1);
                },
                whole(MODEL))) {
            CatalogueEntry entry = Entries.of("net", MODEL, URI.create("http://models.invalid/net.onnx"));
            Map<String, String> environment =
                    Map.of("HTTP_PROXY", "http://ann:p%40ss@127.0.0.1:" + proxy.port(), "NO_PROXY", "intranet");
            assertThat(pull(entry, BRISK, environment)).hasBinaryContent(MODEL);
            assertThat(proxy.requests()).hasSize(2);
            assertThat(proxy.requests().get(1).target()).isEqualTo("http://models.invalid/net.onnx");
            assertThat(proxy.requests().get(1).proxyUser()).isEqualTo("Basic YW5uOnBAc3M=");
        }
    }

    @Test
    void aProxyThatWantsAPasswordIsToldFromAServerThatDoes() throws Exception {
        try (ModelServer proxy = new ModelServer(status(407))) {
            CatalogueEntry entry = Entries.of("net", MODEL, URI.create("http://models.invalid/net.onnx"));
            assertThatThrownBy(() -> pull(entry, BRISK, Map.of("http_proxy", "127.0.0.1:" + proxy.port())))
                    .hasMessageContaining("proxy that wants a name and a password");
        }
    }

    @Test
    void aWrongFileAtThePlaceIsToldAndReplaced() throws Exception {
        Files.write(folder.resolve("net.onnx"), OTHER);
        try (ModelServer server = new ModelServer(whole(MODEL))) {
            assertThat(pull(entry(server))).hasBinaryContent(MODEL);
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .contains("is not net", Entries.sha256(OTHER), "it is replaced");
        }
    }

    @Test
    void aFolderThatCannotBeIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (ModelServer server = new ModelServer(whole(MODEL))) {
            Pull pull = new Pull(new ModelFolders(Optional.of(file), folder), name -> null, BRISK);
            assertThatThrownBy(() -> pull.pull(entry(server), listener))
                    .isInstanceOf(PullException.class)
                    .hasMessageContainingAll("cannot write to", file.toString(), "FROGEYE_MODELS");
        }
    }

    @Test
    void aFullDiskIsToldFromATroubledNetwork() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a disk that is always full");
        Files.createSymbolicLink(folder.resolve("net.onnx.part"), full);
        try (ModelServer server = new ModelServer(whole(MODEL))) {
            assertThatThrownBy(() -> pull(entry(server)))
                    .isInstanceOf(PullException.class)
                    .hasMessageContainingAll("net.onnx.part", "No space left on device", "make room");
            assertThat(server.requests())
                    .as("it would be full the next time, too")
                    .hasSize(1);
        }
    }

    @Test
    void aModelThatNoDiskHoldsIsNotAskedFor() throws Exception {
        try (ModelServer server = new ModelServer(whole(MODEL))) {
            CatalogueEntry huge = new CatalogueEntry(
                    "net",
                    "",
                    List.of(server.url()),
                    Long.MAX_VALUE,
                    "0".repeat(64),
                    Optional.empty(),
                    "MIT",
                    "1x3x8x8",
                    "imagenet");
            assertThatThrownBy(() -> pull(huge))
                    .isInstanceOf(PullException.class)
                    .hasMessageContaining("has room for");
            assertThat(server.requests()).isEmpty();
        }
    }
}
