package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

class DeskCookiesTest {

  @Test
  void cookies_withAnHttpsAddress_areBoundToTheHost() {
    List<String> cookies = cookies("https://help.example.net", false);

    assertThat(cookies.get(0))
        .startsWith("__Host-annai-desk=")
        .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Strict")
        .doesNotContain("Domain");
    assertThat(cookies.get(1))
        .startsWith("__Host-annai-desk-csrf=")
        .contains("Path=/", "Secure")
        .doesNotContain("Domain", "HttpOnly");
    assertThat(cookies.get(2))
        .startsWith("__Host-annai-desk-sign-on=")
        .contains("Path=/", "Max-Age=600", "Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void cookies_overHttpsItself_areBoundToTheHostToo() {
    assertThat(cookies("", true).get(0)).startsWith("__Host-annai-desk=").contains("Secure");
  }

  @Test
  void cookies_withoutHttps_haveNoPrefixThatABrowserWouldRefuse() {
    List<String> cookies = cookies("", false);

    assertThat(cookies.get(0)).startsWith("annai-desk=").contains("HttpOnly", "SameSite=Strict");
    assertThat(cookies.get(1)).startsWith("annai-desk-csrf=").doesNotContain("Secure");
    assertThat(cookies.get(2)).startsWith("annai-desk-sign-on=").doesNotContain("Secure");
  }

  private static List<String> cookies(String url, boolean secure) {
    DeskCookies cookies = new DeskCookies(DeskSettingsOf.given(Map.of("url", url)));
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSecure(secure);
    MockHttpServletResponse response = new MockHttpServletResponse();
    cookies.writeCookieValue(new CookieValue(request, response, "id"));
    cookies.saveToken(cookies.generateToken(request), request, response);
    cookies.saveSignOn("browser", Duration.ofMinutes(10), request, response);
    return response.getHeaders("Set-Cookie");
  }
}
