package dev.frogeye.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "https_proxy, https://models.invalid/a, proxy:3128",
        "HTTPS_PROXY, https://models.invalid/a, proxy:3128",
        "HTTPS_PROXY, http://models.invalid/a, none",
        "http_proxy, http://models.invalid/a, proxy:3128",
        "HTTP_PROXY, https://models.invalid/a, none",
        "ALL_PROXY, https://models.invalid/a, proxy:3128",
        "ALL_PROXY, http://models.invalid/a, proxy:3128",
        "HTTPS_PROXY, https://intranet/a, none",
        "HTTPS_PROXY, https://a.company.invalid/a, none",
        "HTTPS_PROXY, https://company.invalid/a, none",
        "HTTPS_PROXY, https://othercompany.invalid/a, proxy:3128",
    })
    void aProxyIsForItsSchemeAndNotForItsExceptions(String variable, URI target, String expected) throws Exception {
        Map<String, String> environment =
                Map.of(variable, "http://proxy:3128/", "NO_PROXY", "localhost, intranet,.company.invalid");
        Proxy proxy = Proxies.of(environment::get).select(target).get(0);
        String address = proxy.type() == Proxy.Type.DIRECT
                ? "none"
                : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                        + ((InetSocketAddress) proxy.address()).getPort();
        assertThat(address).isEqualTo(expected);
    }

    @Test
    void aStarIsEverything() throws Exception {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "proxy", "no_proxy", "*");
        assertThat(Proxies.of(environment::get).select(URI.create("https://models.invalid")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://ann:secret@proxy:1080", "http://ann:sec ret@proxy", "http://ann:secret@a_b:1"})
    void whatIsNoProxyIsToldWithoutItsPassword(String value) {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)::get))
                .isInstanceOf(PullException.class)
                .hasMessageContaining("HTTPS_PROXY is not of the form http://HOST:PORT")
                .hasNoCause()
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("sec");
    }
}
