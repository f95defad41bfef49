package annai.bot.understanding;

import annai.knowledge.Language;
import annai.knowledge.OperatingSystem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a customer did in one turn: pressed a button, or wrote something. */
public sealed interface Meaning {

  /** A button pressed. */
  record Chosen(String choice) implements Meaning {}

  /**
   * Free text and what was read from it; null and empty mean "the text does not say".
   *
   * @param text masked, cleaned and capped: safe to store
   * @param language null when the text is only a name or a code
   * @param mailClient the family, or "other" for one that has no procedure
   * @param mailClientName the name of such another mail client
   * @param version the mail client's version as printed
   * @param osVersion the version of the operating system told beside the mail client
   * @param candidates what an ambiguous text may mean, as shown in outputs: "outlook 2016",
   *     "mac-mail"
   * @param mailClientIds ids in the catalogue that fit all that was said about the mail client:
   *     exactly one when it is determined, empty when nothing was said or none fits
   * @param intent null when it was not understood
   * @param also further intents that are right too
   * @param command what the text asks of the conversation itself
   * @param confidence from 0 to 1; 0 when the intent was not understood
   * @param errorText the id of the error text found
   * @param question the text asks something that the library may answer
   * @param mailAddress a mail address in the text
   */
  record Understood(
      String text,
      @Nullable Language language,
      @Nullable OperatingSystem os,
      @Nullable String mailClient,
      @Nullable String mailClientName,
      @Nullable String version,
      @Nullable String osVersion,
      List<String> candidates,
      List<String> mailClientIds,
      @Nullable Intent intent,
      Set<Intent> also,
      @Nullable Command command,
      double confidence,
      @Nullable String errorText,
      boolean question,
      @Nullable String mailAddress)
      implements Meaning {

    public Understood {
      candidates = List.copyOf(candidates);
      mailClientIds = List.copyOf(mailClientIds);
      also = Set.copyOf(also);
    }

    /** A text in which nothing was recognised yet. */
    public static Builder of(String text) {
      return new Builder(text);
    }
  }

  /** Puts an {@link Understood} together. */
  final class Builder {

    private final String text;
    private @Nullable Language language;
    private @Nullable OperatingSystem os;
    private @Nullable String mailClient;
    private @Nullable String mailClientName;
    private @Nullable String version;
    private @Nullable String osVersion;
    private List<String> candidates = List.of();
    private List<String> mailClientIds = List.of();
    private @Nullable Intent intent;
    private Set<Intent> also = Set.of();
    private double confidence;
    private @Nullable Command command;
    private @Nullable String errorText;
    private @Nullable String mailAddress;
    private boolean question;

    private Builder(String text) {
      this.text = text;
    }

    public Builder language(@Nullable Language value) {
      language = value;
      return this;
    }

    public Builder os(@Nullable OperatingSystem value) {
      os = value;
      return this;
    }

    public Builder mailClient(@Nullable String family) {
      mailClient = family;
      return this;
    }

    public Builder mailClientName(@Nullable String name) {
      mailClientName = name;
      return this;
    }

    public Builder version(@Nullable String value) {
      version = value;
      return this;
    }

    public Builder osVersion(@Nullable String value) {
      osVersion = value;
      return this;
    }

    public Builder candidates(List<String> values) {
      candidates = values;
      return this;
    }

    public Builder mailClientIds(List<String> ids) {
      mailClientIds = ids;
      return this;
    }

    /** The intent and what else is right; the confidence becomes 1 unless it is set afterwards. */
    public Builder intent(@Nullable Intent value, Intent... others) {
      intent = value;
      also = others.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(others));
      confidence = value == null ? 0 : 1;
      return this;
    }

    public Builder confidence(double value) {
      confidence = value;
      return this;
    }

    public Builder command(@Nullable Command value) {
      command = value;
      return this;
    }

    public Builder errorText(@Nullable String id) {
      errorText = id;
      return this;
    }

    public Builder mailAddress(@Nullable String value) {
      mailAddress = value;
      return this;
    }

    public Builder question(boolean value) {
      question = value;
      return this;
    }

    public Understood build() {
      return new Understood(
          text,
          language,
          os,
          mailClient,
          mailClientName,
          version,
          osVersion,
          candidates,
          mailClientIds,
          intent,
          also,
          command,
          confidence,
          errorText,
          question,
          mailAddress);
    }
  }
}
