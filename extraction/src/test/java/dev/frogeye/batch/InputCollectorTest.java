package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frogeye.ingest.SampleClip;
import dev.frogeye.ingest.TimeRange;
import dev.frogeye.ingest.VideoLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputCollectorTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeTree() throws IOException {
        Path clip = folder.resolve("a.mp4");
        SampleClip.write(clip, new SampleClip.Options(64, 64, 25, 2, 1));
        Files.createDirectories(folder.resolve("dogs/.hidden"));
        Files.createDirectories(folder.resolve("out"));
        Files.copy(clip, folder.resolve("dogs/b.dat"));
        Files.copy(clip, folder.resolve("dogs/c.mkv"));
        Files.copy(clip, folder.resolve("dogs/.hidden/d.mp4"));
        Files.copy(clip, folder.resolve("out/e.mp4"));
        Files.writeString(folder.resolve("dogs/notes.txt"), "no video");
        Files.writeString(folder.resolve("broken.mp4"), "no video, but called one");
        Files.createFile(folder.resolve("empty.mov"));
        Files.createFile(folder.resolve("empty"));
    }

    @Test
    void aFolderIsSearchedByContentAndOddOnesOfTheNameAreKept() throws IOException {
        assertThat(ids(folder.toString()))
                .containsExactly("a.mp4", "broken.mp4", "dogs/b.dat", "dogs/c.mkv", "empty.mov");
    }

    @Test
    void rawMjpegIsFoundByNameAndByContent() throws IOException {
        Path camera = Files.createDirectory(folder.resolve("camera"));
        for (String name : List.of("raw.mjpeg", "raw", "raw.bin")) {
            try (InputStream stream = InputCollectorTest.class.getResourceAsStream("/cases/raw.mjpeg")) {
                Files.copy(stream, camera.resolve(name));
            }
        }
        assertThat(ids(camera.toString())).containsExactly("raw", "raw.bin", "raw.mjpeg");
    }

    @Test
    void severalFoldersKeepTheirNamesApart() throws IOException {
        assertThat(ids(folder.resolve("dogs").toString(), folder.resolve("out").toString()))
                .containsExactly("dogs/b.dat", "dogs/c.mkv", "out/e.mp4");
    }

    @Test
    void filesOfOneFolderAreCalledByTheirNamesAndComeInTheirOrder() throws IOException {
        assertThat(ids(
                        folder.resolve("dogs/c.mkv").toString(),
                        folder.resolve("dogs/b.dat").toString(),
                        folder.resolve("dogs/c.mkv").toString()))
                .containsExactly("c.mkv", "b.dat");
    }

    @Test
    void filesOfSeveralFoldersAreCalledByTheirPathsBelowTheCommonOne() throws IOException {
        assertThat(ids(
                        folder.resolve("a.mp4").toString(),
                        folder.resolve("dogs/c.mkv").toString()))
                .containsExactly("a.mp4", "dogs/c.mkv");
    }

    @Test
    void globsAreResolvedAndTwoStarsStandForAnyNumberOfFolders() throws IOException {
        assertThat(ids(folder + "/**/*.m*")).containsExactly("a.mp4", "broken.mp4", "dogs/c.mkv", "empty.mov");
        assertThat(ids(folder + "/*.mp4")).containsExactly("a.mp4", "broken.mp4");
        assertThat(ids(folder + "/d?gs/[bc].*")).containsExactly("dogs/b.dat", "dogs/c.mkv");
        assertThat(ids(folder + "/{dogs,cats}/c.mkv")).containsExactly("dogs/c.mkv");
    }

    @Test
    void anyNumberOfStarsEndsAndLeavesNothingOut() throws IOException {
        Files.createDirectories(folder.resolve("x/y/z"));
        Files.copy(folder.resolve("a.mp4"), folder.resolve("x/y/z/e.avi"));
        assertThat(ids(folder + "/x/**/y/**/z/**/*.avi")).containsExactly("y/z/e.avi");
        assertThat(ids(folder + "/{**/,}e.avi")).containsExactly("x/y/z/e.avi");
        assertThat(ids(folder + "/x**/*.avi")).containsExactly("x/y/z/e.avi");
    }

    @Test
    void theFolderOfTheOutputsMayBeTheOneOfTheVideos() throws IOException {
        InputCollector collector = new InputCollector(Optional.of(folder));
        collector.add(folder.toString());
        assertThat(collector.inputs()).isNotEmpty();
    }

    @Test
    void aFileWhoseNameLooksLikeAGlobIsThatFile() throws IOException {
        Path odd = Files.copy(folder.resolve("a.mp4"), folder.resolve("take [1].mp4"));
        assertThat(ids(odd.toString())).containsExactly("take [1].mp4");
    }

    @Test
    void whatDoesNotExistIsKeptSoThatItFailsOnRecord() throws IOException {
        assertThat(ids(folder.resolve("gone.mp4").toString())).containsExactly("gone.mp4");
    }

    @Test
    void aGlobThatMatchesNothingIsNoted() throws IOException {
        InputCollector collector = new InputCollector(Optional.empty());
        collector.add(folder + "/*.avi");
        assertThat(collector.inputs()).isEmpty();
        assertThat(collector.notes()).singleElement().asString().contains("*.avi");
    }

    @Test
    void aLinkThatLeadsInACircleEndsTheSearchThereAndIsNoted() throws IOException {
        Files.createSymbolicLink(folder.resolve("dogs/again"), folder);
        InputCollector collector = new InputCollector(Optional.of(folder.resolve("out")));
        collector.add(folder.toString());
        assertThat(collector.inputs()).hasSize(5);
        assertThat(collector.notes()).anyMatch(note -> note.contains("again"));
    }

    @Test
    void aLinkToNowhereIsAttempted() throws IOException {
        Files.createSymbolicLink(folder.resolve("dogs/nowhere"), folder.resolve("gone"));
        assertThat(ids(folder.resolve("dogs").toString())).containsExactly("b.dat", "c.mkv", "nowhere");
    }

    @Test
    void urlsAreCalledByHostAndPathWithoutPasswords() throws IOException {
        assertThat(ids("https://me:secret@host.example/clips/a.mp4?x=1"))
                .singleElement()
                .asString()
                .matches("host\\.example/clips/a\\.mp4-[0-9a-f]{12}");
        assertThat(ids("https://me:secret@host.example/clips/a.mp4")).containsExactly("host.example/clips/a.mp4");
    }

    @Test
    void listEntriesAreCalledByTheirIdOrTheirPathAndPart() {
        InputCollector collector = new InputCollector(Optional.empty());
        InputList.read("l.csv", "id,path,start,end\nx,a.mp4,,\n,dogs/b.mp4,,\n,dogs/b.mp4,1,2.5\n")
                .forEach(collector::add);
        assertThat(collector.inputs())
                .extracting(Input::id, Input::stem)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("x", "x"),
                        org.assertj.core.groups.Tuple.tuple("dogs/b.mp4", "dogs/b"),
                        org.assertj.core.groups.Tuple.tuple("dogs/b.mp4@1s-2.5s", "dogs/b@1s-2.5s"));
        assertThat(collector.inputs().get(2).range()).isEqualTo(TimeRange.parse("1", null, "2.5"));
    }

    @Test
    void oneIdForTwoVideosIsRefused() {
        InputCollector collector = new InputCollector(Optional.empty());
        InputList.read("l.csv", "id,path\nx,a.mp4\nx,b.mp4\n").forEach(collector::add);
        assertThatIllegalArgumentException()
                .isThrownBy(collector::inputs)
                .withMessageContaining("a.mp4")
                .withMessageContaining("b.mp4");
    }

    @Test
    void aSequenceOfImagesIsOneInput() throws IOException {
        InputCollector collector = new InputCollector(Optional.empty());
        collector.add(folder + "/img_%04d.png");
        assertThat(collector.inputs()).singleElement().satisfies(input -> {
            assertThat(input.id()).isEqualTo("img_%04d.png");
            assertThat(input.location()).isInstanceOf(VideoLocation.Images.class);
        });
    }

    private List<String> ids(String... arguments) throws IOException {
        InputCollector collector = new InputCollector(Optional.of(folder.resolve("out")));
        for (String argument : arguments) {
            collector.add(argument);
        }
        return collector.inputs().stream().map(Input::id).toList();
    }
}
