package annai.bot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class DemoCertificateAuthorityTest {

  @Test
  void trustStore_holdsTheAuthorityAndNoKey() throws Exception {
    var store = DemoCertificateAuthority.create("mail.annai.example").trustStore();
    assertThat(Collections.list(store.aliases())).hasSize(1);
    String alias = store.aliases().nextElement();
    assertThat(store.isKeyEntry(alias)).isFalse();
    var root = (X509Certificate) store.getCertificate(alias);
    assertThat(root.getBasicConstraints()).isZero();
    assertThat(root.getPublicKey().getAlgorithm()).isEqualTo("EC");
    root.checkValidity();
    root.verify(root.getPublicKey());
  }

  @Test
  void create_twice_makesNewKeys() throws Exception {
    var first = DemoCertificateAuthority.create("a.example").trustStore();
    var second = DemoCertificateAuthority.create("a.example").trustStore();
    String alias = first.aliases().nextElement();
    assertThat(first.getCertificate(alias).getPublicKey())
        .isNotEqualTo(second.getCertificate(alias).getPublicKey());
  }
}
