package annai.bot.cli;

import annai.connectors.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/** A file of trusted certificate authorities: PKCS12, JKS, or certificates in PEM. */
final class TrustStoreFile {

  private static final int LARGEST = 10_000_000;

  private TrustStoreFile() {}

  static KeyStore read(Path file, String password) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw bad(file);
      }
      return TrustStore.read(file, password);
    } catch (IOException _) {
      throw bad(file);
    }
  }

  private static BadInputException bad(Path file) {
    return new BadInputException(
        ("Trust store '%s' must be a readable PKCS12, JKS or PEM file with certificates,"
                + " and its password --trust-store-password")
            .formatted(file));
  }
}
