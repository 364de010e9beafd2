package dev.frogeye.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.frogeye.ingest.Preprocessing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    /** Identifiers of https://spdx.org/licenses that a model of the catalogue may have. */
    private static final Set<String> LICENCES = Set.of("Apache-2.0", "BSD-3-Clause", "MIT");

    private static final String ENTRY = "{\"name\": \"net\", \"description\": \"A net.\", \"urls\":"
            + " [\"https://models.invalid/net.onnx\"], \"bytes\": 10, \"sha256\": \"" + "ab".repeat(32)
            + "\", \"licence\": \"MIT\", \"input\": \"1x3x8x8\", \"preprocessing\": \"imagenet\"}";

    @TempDir
    private Path folder;

    static List<CatalogueEntry> builtin() {
        return Catalogue.builtin().entries();
    }

    @Test
    void aDozenModelsAndMoreCanBeHad() {
        assertThat(builtin()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(new HashSet<>(builtin().stream().map(CatalogueEntry::sha256).toList()))
                .as("no file twice")
                .hasSameSizeAs(builtin());
    }

    @ParameterizedTest
    @MethodSource("builtin")
    void anEntrySaysEverythingAndNothingThatCannotBe(CatalogueEntry entry) {
        assertThat(entry.urls()).isNotEmpty().allSatisfy(url -> {
            assertThat(url).hasScheme("https").hasNoQuery().hasNoFragment();
            assertThat(url.getPath()).endsWith("/" + entry.file());
        });
        assertThat(entry.sha256()).matches("[0-9a-f]{64}");
        assertThat(entry.bytes()).isBetween(1_000_000L, 1_000_000_000L);
        assertThat(entry.licence()).isIn(LICENCES);
        assertThat(entry.input()).matches("1x(3x\\d+x\\d+|\\d+x\\d+x3)");
        assertThat(entry.description()).isNotBlank().hasSizeLessThan(90);
        assertThat(entry.confirmed()).as("where the checksum was confirmed").isPresent();
        Preprocessing preprocessing = Preprocessing.parse(entry.preprocessing());
        assertThat(Preprocessing.parse(preprocessing.toString())).isEqualTo(preprocessing);
        assertThat(preprocessing.isSizeFixed()).as("the model says its size").isFalse();
    }

    @Test
    void aFileAtHandHasTheChecksumThatTheCatalogueSays() throws IOException {
        Path file = Path.of(System.getProperty("frogeye.testdata", "../shared"), "models", "version-RFB-320.onnx");
        assumeTrue(Files.isRegularFile(file), "no models at hand");
        CatalogueEntry entry = Catalogue.builtin().find("version-RFB-320").orElseThrow();
        assertThat(Checksum.of(file)).isEqualTo(entry.sha256());
        assertThat(Files.size(file)).isEqualTo(entry.bytes());
    }

    @Test
    void aCatalogueOfOnesOwnHasTheSameForm() throws IOException {
        Catalogue own = Catalogue.read(Files.writeString(folder.resolve("own.json"), "[" + ENTRY + "]"));
        CatalogueEntry entry = own.find("NET").orElseThrow();
        assertThat(entry.urls()).containsExactly(URI.create("https://models.invalid/net.onnx"));
        assertThat(entry.confirmed()).isEmpty();
        assertThat(entry.file()).isEqualTo("net.onnx");
        assertThat(own.find("another")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"net\" | \"name\": \"../net\" | is no name",
                "\"name\": \"net\" | \"name\": \"a b\" | is no name",
                "\"name\": \"net\", | '' | model 'null' has no name",
                "https:// | ftp:// | give http or https",
                "https:// | https://ann:secret@ | no password",
                "\"bytes\": 10 | \"bytes\": 0 | has 0 bytes",
                "\"bytes\": 10 | \"bytes\": \"many\" | is no catalogue",
                "abab | ABAB | lower-case hexadecimal",
                "\"licence\": \"MIT\", | '' | has no licence",
                "\"licence\" | \"license\" | license",
                "https://models | https://mod els | Illegal character",
                "\"input\" | \"name\": \"again\", \"input\" | Duplicate",
            })
    void whatIsWrongWithACatalogueIsToldInOneLineWithItsName(String right, String wrong, String message)
            throws IOException {
        String text = ENTRY.replace(right, wrong);
        assertThat(text).isNotEqualTo(ENTRY);
        Path file = Files.writeString(folder.resolve("own.json"), "[" + text + "]");
        assertThatThrownBy(() -> Catalogue.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n", "secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | is no catalogue",
                "'' | is no catalogue",
                "[null] | null",
                "[] [] | is no catalogue",
                "[ | is no"
            })
    void whatIsNoListOfModelsIsTold(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("own.json"), text);
        assertThatThrownBy(() -> Catalogue.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void namesAreUniqueOnEverySystem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("own.json"), "[" + ENTRY + "," + ENTRY.replace("\"net\"", "\"Net\"") + "]");
        assertThatThrownBy(() -> Catalogue.read(file)).hasMessageContaining("'Net' is there twice");
        assertThatThrownBy(() -> Catalogue.read(folder.resolve("none.json"))).hasMessageContaining("does not exist");
    }
}
