package annai.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A mail client that the provider has a procedure for: one family, one operating system, a range of
 * versions.
 *
 * @param id the key in files, such as "outlook-2016"
 * @param family the product over all its versions, such as "outlook"
 * @param os where it runs
 * @param version the version as printed, such as "2016", "6" or "10.x"; null when the product has
 *     none that matters
 * @param name the name shown to customers
 */
public record MailClient(
    String id, String family, OperatingSystem os, @Nullable String version, LocalizedText name) {}
