package annai.connectors.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TicketMarkerTest {

  @Test
  void key_marked_isTheStartOfItsHash() {
    assertThat(TicketMarker.of("abc").token()).isEqualTo("annai-ba7816bf8f01cfea4141");
    assertThat(TicketMarker.of("abc")).hasToString("annai-ba7816bf8f01cfea4141");
  }

  @Test
  void keys_marked_differ() {
    assertThat(TicketMarker.of("案内/1"))
        .isEqualTo(TicketMarker.of("案内/1"))
        .isNotEqualTo(TicketMarker.of("案内/2"));
  }

  @Test
  void otherText_takenAsMarker_isRefused() {
    assertThat(TicketMarker.isMarker("annai")).isFalse();
    assertThat(TicketMarker.isMarker("annai-BA7816BF8F01CFEA4141")).isFalse();
    assertThat(TicketMarker.isMarker("annai-ba7816bf8f01cfea41412")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TicketMarker("annai\" OR \"x"))
        .withMessageContaining("annai\" OR \"x");
  }
}
