package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.desk.Passkeys.Site;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PasskeySitesTest {

  private static Optional<Site> site(String url, String host, int port) {
    DeskSettings settings = DeskSettingsOf.given(Map.of("url", url));
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setServerName(host);
    request.setServerPort(port);
    return new PasskeySites(settings).of(request);
  }

  @ParameterizedTest
  @CsvSource({
    "https://Help.example.net, help.example.net, https://help.example.net",
    "https://help.example.net:443/annai, help.example.net, https://help.example.net",
    "https://help.example.net:8443, help.example.net, https://help.example.net:8443",
    "http://localhost:8080, localhost, http://localhost:8080",
  })
  void settings_nameTheSite_whateverTheRequestSays(String url, String rpId, String origin) {
    assertThat(site(url, "evil.example", 80)).contains(new Site(rpId, origin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://help.example.net", "https://192.0.2.7", "https://[2001:db8::7]:8443"})
  void settings_whereBrowsersMakeNone_nameNoSite(String url) {
    assertThat(site(url, "localhost", 80)).isEmpty();
  }

  @Test
  void request_withoutSettings_countsOnLocalhostOnly() {
    assertThat(site("", "localhost", 8080))
        .contains(new Site("localhost", "http://localhost:8080"));
    assertThat(site("", "127.0.0.1", 8080)).isEmpty();
    assertThat(site("", "evil.example", 80)).isEmpty();
    assertThat(site("", "localhost.evil.example", 80)).isEmpty();
  }
}
