package annai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  @Test
  void text_isTakenApart_givesItsPieces() {
    assertThat(Template.parse("Set {smtp-port} to {smtp.port}.").pieces())
        .containsExactly(
            new Template.Words("Set "),
            new Template.ControlReference("smtp-port"),
            new Template.Words(" to "),
            new Template.ProviderValue("smtp.port"),
            new Template.Words("."));
  }

  @Test
  void text_isRendered_hasItsValues() {
    String rendered =
        Template.parse("{smtp.host}:{smtp.port} in {server}")
            .render(value -> "<" + value.name() + ">", control -> "[" + control.id() + "]");

    assertThat(rendered).isEqualTo("<smtp.host>:<smtp.port> in [server]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "}", "{}", "{ ok }", "{OK}", "{a.b.c}", "{ok", "ok}", "{{ok}}"})
  void strayBrace_isTakenApart_isRefused(String text) {
    assertThatThrownBy(() -> Template.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("that is no placeholder");
  }
}
