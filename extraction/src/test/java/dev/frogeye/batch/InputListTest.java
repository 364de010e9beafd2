package dev.frogeye.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frogeye.ingest.TimeRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputListTest {
    private static final List<InputList.Entry> EXPECTED = List.of(
            new InputList.Entry(Optional.of("one"), "videos/a, b.mp4", TimeRange.parse("1.5", null, "3")),
            new InputList.Entry(Optional.empty(), "videos/猫.mp4", TimeRange.ALL));

    @Test
    void textHasAPathALine() {
        assertThat(InputList.read("list.txt", "\uFEFFa.mp4\r\n\n# comment\n  b c.mkv \nhttp://host/d.mp4\n"))
                .extracting(InputList.Entry::path)
                .containsExactly("a.mp4", "b c.mkv", "http://host/d.mp4");
    }

    @ParameterizedTest
    @CsvSource({"list.csv", "-"})
    void csvHasAHeaderAndColumnsInAnyOrder(String name) {
        assertThat(InputList.read(
                        name, "start,path,id,end,label\n1.5,\"videos/a, b.mp4\",one,3,x\n,videos/猫.mp4,,,y\n"))
                .isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @CsvSource({"list.jsonl", "-"})
    void jsonLinesHaveAnObjectALine(String name) {
        assertThat(InputList.read(name, """
                        {"id": "one", "path": "videos/a, b.mp4", "start": 1.5, "end": "3"}

                        {"path": "videos/猫.mp4", "id": null}
                        """)).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list.jsonl | {'path': 'a.mp4 | line 1",
                "list.jsonl | {'id': 'a'} | line 1 has no path",
                "list.csv | id,name;a,b | needs a header with a column path",
                "list.csv | path | has no row",
                "list.csv | path,start;a.mp4,1;,2 | row 2 has no path",
                "list.csv | path,start;a.mp4,noon | time 'noon' is not understood"
            },
            quoteCharacter = '`')
    void whatIsWrongIsSaidWithItsPlace(String name, String content, String message) {
        String list = content.replace('\'', '"').replace(';', '\n');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputList.read(name, list))
                .withMessageStartingWith(name)
                .withMessageContaining(message);
    }
}
