package dev.frogeye.live.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.frogeye.ingest.Preprocessing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "8080,127.0.0.1,8080",
        "127.0.0.1:0,127.0.0.1,0",
        "localhost:9,127.0.0.1,9",
        "0.0.0.0:8080,0.0.0.0,8080",
        "[::1]:80,0:0:0:0:0:0:0:1,80",
    })
    void addressAndPortAreRead(String where, String address, int port) {
        PageOptions.Where read = PageOptions.parse(where);

        assertThat(read.address().getHostAddress()).isEqualTo(address);
        assertThat(read.port()).isEqualTo(port);
        assertThat(read.hostNames()).isEqualTo(where.startsWith("localhost") ? Set.of("localhost") : Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "http://localhost:80", ":80"})
    void otherTextIsRefusedInOneLine(String where) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageOptions.parse(where))
                .withMessage("'" + where + "' is no address to serve a page on; write it like 127.0.0.1:8080");
    }

    @Test
    void otherMachinesNeedAToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("0.0.0.0", Optional.empty()))
                .withMessage(
                        "other machines can reach 0.0.0.0, so the page needs a token there; give one or serve it on"
                                + " 127.0.0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> options("10.1.2.3", Optional.of("short")));
        assertThatIllegalArgumentException().isThrownBy(() -> options("10.1.2.3", Optional.of("with spaces and more")));
    }

    @Test
    void newTokensAreLongFitAndDiffer() throws UnknownHostException {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String token = PageOptions.newToken();
            assertThat(token).hasSize(22);
            assertThat(options("10.1.2.3", Optional.of(token)).token()).contains(token);
            tokens.add(token);
        }
        assertThat(tokens).hasSize(100);
    }

    @Test
    void tokenIsNotWrittenOut() throws UnknownHostException {
        String token = PageOptions.newToken();

        assertThat(options("127.0.0.1", Optional.of(token)).toString()).doesNotContain(token);
    }

    private static PageOptions options(String address, Optional<String> token) throws UnknownHostException {
        return new PageOptions(InetAddress.getByName(address), 0, token, 4, Set.of(), Preprocessing.IMAGENET);
    }
}
