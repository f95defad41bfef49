package annai.bot.understanding;

import annai.knowledge.Language;
import annai.knowledge.OperatingSystem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a customer means, by a button or by words. */
public sealed interface Meaning {

  /** A button was pressed. */
  record Chosen(String choice) implements Meaning {}

  /**
   * Words were read.
   *
   * @param text normalised, capped, secrets masked
   * @param language null when the text has none, such as a bare name
   * @param mailClient the family, or "other"; null when not said
   * @param mailClientName the name of an "other" one
   * @param version of the mail client, as said
   * @param osVersion of the operating system, told beside another client or none
   * @param candidates what an ambiguous text may mean, as shown to people
   * @param mailClientIds the catalogue ids that fit; exactly one when it is settled
   * @param intent null when nothing was understood
   * @param also further intents that are right too
   * @param confidence from 0 to 1
   * @param errorText the id of an error text found in it
   * @param question whether the library may have an answer
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
  }
}
