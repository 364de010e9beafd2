package dev.frogeye.cli.option;

import dev.frogeye.cli.text.Session;
import dev.frogeye.cli.text.UsageException;
import dev.frogeye.ingest.Preprocessing;
import dev.frogeye.live.page.PageOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the page of a stream is served; as they are made they hold the defaults. */
public final class PageFlags {
    private static final String TOKEN = "FROGEYE_HTTP_TOKEN";

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description =
                    "Serve a page that shows what moves, such as on 127.0.0.1:8080. Where other machines can reach"
                            + " it, a token is needed: one is made up and shown, unless the environment's " + TOKEN
                            + " holds one.")
    private String where;

    @Option(
            names = "--http-clients",
            paramLabel = "N",
            description = "Connections that may watch at once; a page takes three (default: 24).")
    private int clients = PageOptions.DEFAULT_MAX_CLIENTS;

    /** Where the page is to be, if one is wanted. */
    public Optional<PageOptions> page(Preprocessing preprocessing, Optional<String> token) {
        if (where == null) {
            return Optional.empty();
        }
        return Optional.of(UsageException.unlessValid("--http: ", () -> {
            PageOptions.Where parsed = PageOptions.parse(where);
            boolean isOpen = !parsed.address().isLoopbackAddress();
            return new PageOptions(
                    parsed.address(),
                    parsed.port(),
                    token.or(() -> isOpen ? Optional.of(PageOptions.newToken()) : Optional.empty()),
                    clients,
                    parsed.hostNames(),
                    preprocessing);
        }));
    }

    /** The token of the environment: on a command line every user of the machine could read it. */
    public static Optional<String> token(Session session) {
        return Optional.ofNullable(session.environment().get(TOKEN)).filter(token -> !token.isBlank());
    }
}
