package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.ingest.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about the tables says is what happens. */
class HowToTest {
    private static final Path PAGE = Path.of(System.getProperty("frogeye.root", ".."), "docs", "how-to-features.md");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path folder;

    @BeforeAll
    static void extract() throws IOException {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        SampleClip.write(clips.resolve("a.mp4"), new SampleClip.Options(64, 64, 25, 12, 1));
        SampleClip.write(clips.resolve("b.mp4"), new SampleClip.Options(64, 64, 25, 12, 2));
        for (String[] run : new String[][] {{"out", "float32"}, {"half", "float16"}}) {
            Cli result =
                    Cli.run("extract", clips, "-o", folder.resolve(run[0]), "--pool-video", "mean", "--dtype", run[1]);
            assertThat(result.exitCode()).as(result.err()).isZero();
        }
    }

    @Test
    void everyStatementOfThePageRunsInItsOrderAndFindsSomething() throws Exception {
        List<String> statements = statements();
        assertThat(statements).hasSizeGreaterThan(12);
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            for (String sql : statements) {
                boolean hasRows = statement.execute(sql);
                if (hasRows && !sql.contains("HAVING")) { // nothing stands still for a second here
                    try (ResultSet rows = statement.getResultSet()) {
                        assertThat(rows.next()).as(sql).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void theMostSimilarFrameIsTheMostSimilarFrame() throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            List<String> statements = statements();
            statement.execute(statements.get(0));
            String search = statements.stream()
                    .filter(sql -> sql.contains("WITH asked"))
                    .findFirst()
                    .orElseThrow();
            List<Double> found = cosines(statement, search);
            List<Double> expected = cosines(
                    statement,
                    "SELECT list_dot_product(f.feature, q.feature) / sqrt(list_dot_product(f.feature, f.feature)"
                            + " * list_dot_product(q.feature, q.feature)) AS cosine FROM frames f, frames q"
                            + " WHERE q.video_id = 'a.mp4' AND q.frame_index = 5"
                            + " AND NOT (f.video_id = 'a.mp4' AND f.frame_index = 5) ORDER BY 1 DESC LIMIT 5");
            assertThat(found).hasSize(5);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-4));
            }
        }
    }

    private static List<Double> cosines(Statement statement, String sql) throws SQLException {
        List<Double> cosines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                cosines.add(rows.getDouble("cosine"));
            }
        }
        return cosines;
    }

    /** With the folders of the page in this test's. */
    private static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        Matcher matcher = SQL.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            statements.add(matcher.group(1)
                    .replace("'out/", "'" + folder + "/out/")
                    .replace("'half/", "'" + folder + "/half/"));
        }
        return statements;
    }
}
