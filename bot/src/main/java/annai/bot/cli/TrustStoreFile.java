package annai.bot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** A file of trusted certificate authorities: PKCS12, JKS, or certificates in PEM. */
final class TrustStoreFile {

  private static final int LARGEST = 10_000_000;

  private TrustStoreFile() {}

  static KeyStore read(Path file, String password) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw bad(file);
      }
      KeyStore store =
          isPem(file) ? pem(file) : KeyStore.getInstance(file.toFile(), password.toCharArray());
      if (store.size() == 0) {
        throw bad(file);
      }
      return store;
    } catch (IOException | GeneralSecurityException _) {
      throw bad(file);
    }
  }

  private static boolean isPem(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(64_000), StandardCharsets.ISO_8859_1)
          .contains("-----BEGIN CERTIFICATE-----");
    }
  }

  private static KeyStore pem(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
    }
    return store;
  }

  private static BadInputException bad(Path file) {
    return new BadInputException(
        ("Trust store '%s' must be a readable PKCS12, JKS or PEM file with certificates,"
                + " and its password --trust-store-password")
            .formatted(file));
  }
}
