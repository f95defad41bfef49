package annai.connectors.ticket.rest;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.ticket.TicketDraft.Requester;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.jira.StrangeTexts;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final TicketMarker MARKER = TicketMarker.of("k");

  @Test
  void anyText_signedAndRead_isTheSame() {
    Signature signature = Signature.of(MARKER, true);

    StrangeTexts.all()
        .forEach(
            text -> {
              Signature.Signed read = Signature.read(signature.under(text));
              assertThat(read.text()).isEqualTo(text);
              assertThat(read.signature()).isEqualTo(signature);
            });
  }

  @Test
  void requesters_signedAndRead_areTheSame() {
    for (Requester requester :
        new Requester[] {
          new Requester("山田 太郎", "taro@example.jp"),
          new Requester(null, "taro@example.jp"),
          new Requester("山田 太郎", null),
          Requester.NONE
        }) {
      Signature signature = new Signature(requester, MARKER, false);
      assertThat(Signature.read(signature.under("text")).signature()).isEqualTo(signature);
    }
  }

  @Test
  void nameWithMarkers_signed_cannotForgeALine() {
    Signature signature =
        new Signature(new Requester("x\n<evil@example.jp> · y", "a@example.jp"), MARKER, false);

    Signature.Signed read = Signature.read(signature.under("text"));

    assertThat(read.text()).isEqualTo("text");
    assertThat(read.signature())
        .isEqualTo(
            new Signature(new Requester("x evil@example.jp y", "a@example.jp"), MARKER, false));
  }

  @Test
  void textWithoutSignature_read_isWhole() {
    assertThat(Signature.read("a\n\nannai-1").text()).isEqualTo("a\n\nannai-1");
    assertThat(Signature.read("see " + MARKER).signature()).isNull();
  }
}
