package annai.knowledge.search;

import annai.knowledge.OperatingSystem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text says about the customer's mail client; null and empty mean "it does not say".
 *
 * @param mailClient the family, or {@link #OTHER}
 * @param mailClientName the name of a mail client that has no procedure
 * @param version the mail client's version; for the mail apps of phones and Macs that of the system
 * @param osVersion the version of the system told beside any other mail client
 * @param candidates what an ambiguous text may mean: families, or "outlook 2016" for one of a
 *     family
 * @param mailClientIds the catalogue's ids that fit
 * @param outsideManual the text is about a mail client, or a version of one, without a procedure
 * @param corrected the text negates or takes back a mail client
 * @param names the names found, folded, and their Latin words one by one
 * @param rest the folded text with the names replaced by blanks
 */
public record Recognition(
    @Nullable OperatingSystem os,
    @Nullable String mailClient,
    @Nullable String mailClientName,
    @Nullable String version,
    @Nullable String osVersion,
    List<String> candidates,
    List<String> mailClientIds,
    boolean outsideManual,
    boolean corrected,
    Set<String> names,
    String folded,
    String rest) {

  /** The family of all mail clients without a procedure. */
  public static final String OTHER = "other";
}
