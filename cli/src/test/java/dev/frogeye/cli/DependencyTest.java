package dev.frogeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sources keep to the picture of the modules and to the table of the packages that ARCHITECTURE.md holds. */
class DependencyTest {
    private static final Path ROOT = Path.of(System.getProperty("frogeye.root", ".."));

    /** They may use everything, and nothing uses them. */
    private static final Set<String> OUTSIDE = Set.of("samples", "benchmarks");

    private static final String ARROW = "─►";

    /** Names in front of a package's own: {@code module/src/main/java/dev/frogeye}. */
    private static final int BELOW_DEV_FROGEYE = 6;

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?dev\\.frogeye\\.([a-z.]+)\\.[A-Z]");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (?:`(?<folder>[a-z-]+)` )?\\| (?<packages>`[^|]*) \\| (?<uses>[^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*)`");

    private static String architecture;

    /** What each package imports, by its name without {@code dev.frogeye}. */
    private static final Map<String, Set<String>> IMPORTS = new TreeMap<>();

    private static final Map<String, String> MODULES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        architecture = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        for (Path file : mainSources()) {
            Path relative = ROOT.relativize(file);
            String module = relative.getName(0).toString();
            if (!OUTSIDE.contains(module)) {
                String name = packageOf(relative);
                MODULES.put(name, module);
                Set<String> imports = IMPORTS.computeIfAbsent(name, unseen -> new TreeSet<>());
                Matcher matcher = IMPORT.matcher(Files.readString(file));
                while (matcher.find()) {
                    imports.add(matcher.group(1));
                }
                imports.remove(name);
            }
        }
    }

    @Test
    void everyPackageIsInTheTableAndImportsOnlyWhatItsRowNames() {
        Map<String, Set<String>> allowed = table();
        assertThat(allowed.keySet()).isEqualTo(IMPORTS.keySet());
        IMPORTS.forEach((name, imports) -> assertThat(imports).as(name).isSubsetOf(allowed.get(name)));
    }

    @Test
    void everyModuleImportsOnlyFromWhereArrowsComeFrom() {
        Map<String, Set<String>> sources = picture();
        assertThat(sources.keySet()).isEqualTo(new HashSet<>(MODULES.values()));
        IMPORTS.forEach((name, imports) -> {
            String module = MODULES.get(name);
            Set<String> reached = reachable(sources, module);
            reached.add(module);
            assertThat(imports.stream().map(MODULES::get).toList())
                    .as("modules that %s imports from", name)
                    .isSubsetOf(reached);
        });
    }

    @Test
    void noPackagesImportEachOther() {
        IMPORTS.keySet().forEach(name -> assertThat(reachable(IMPORTS, name))
                .as("what %s needs", name)
                .doesNotContain(name));
    }

    @Test
    void theWalkOfOneFrameIsShort() {
        String walk =
                architecture.replaceFirst("(?s).*\\n## One frame[^\\n]*", "").replaceFirst("(?s)\\n## .*", "");
        Set<String> types = new TreeSet<>();
        Matcher matcher = TYPE.matcher(walk);
        while (matcher.find()) {
            types.add(matcher.group(1));
        }
        assertThat(types).hasSizeBetween(8, 20);
    }

    @Test
    void noClassNameOccursTwice() throws IOException {
        Map<String, List<Path>> byName = mainSources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        assertThat(byName.values()).allSatisfy(files -> assertThat(files).hasSize(1));
    }

    @Test
    void everyPackageSaysWhatLivesThere() throws IOException {
        assertThat(mainSources().stream().map(Path::getParent).distinct())
                .allMatch(folder -> Files.exists(folder.resolve("package-info.java")));
    }

    /** The modules that each module may import from at once, as the arrows say. */
    private static Map<String, Set<String>> picture() {
        Map<String, Set<String>> sources = new TreeMap<>();
        architecture.lines().filter(line -> line.contains(ARROW)).forEach(line -> {
            List<String> chain = List.of(line.split(ARROW));
            for (int i = 0; i < chain.size(); i++) {
                for (String module : names(chain.get(i))) {
                    Set<String> before = sources.computeIfAbsent(module, unseen -> new TreeSet<>());
                    if (i > 0) {
                        before.addAll(names(chain.get(i - 1)));
                    }
                }
            }
        });
        return sources;
    }

    private static List<String> names(String link) {
        return Arrays.stream(link.split(",")).map(String::strip).toList();
    }

    /** The packages that each package may import. */
    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        Set<String> libraries = MODULES.keySet().stream()
                .filter(name -> !name.startsWith("cli"))
                .collect(Collectors.toSet());
        Matcher row = ROW.matcher(architecture);
        while (row.find()) {
            Set<String> uses = quoted(row.group("uses"));
            if (row.group("uses").contains("every library")) {
                uses.addAll(libraries);
            }
            quoted(row.group("packages")).forEach(name -> allowed.put(name, uses));
        }
        return allowed;
    }

    private static Set<String> quoted(String cell) {
        return NAME.matcher(cell)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that can be reached from there by one step or more. */
    private static Set<String> reachable(Map<String, ? extends Collection<String>> steps, String from) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(steps.get(from));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(steps.get(next));
            }
        }
        return reached;
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> roots = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            Set<Path> files = new TreeSet<>();
            for (Path root : roots) {
                try (Stream<Path> found = Files.walk(root)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
            return List.copyOf(files);
        }
    }

    private static String packageOf(Path file) {
        Path folder = file.subpath(BELOW_DEV_FROGEYE, file.getNameCount() - 1);
        return folder.toString().replace(folder.getFileSystem().getSeparator(), ".");
    }
}
