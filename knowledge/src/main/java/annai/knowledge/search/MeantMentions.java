package annai.knowledge.search;

import annai.knowledge.language.TextFolding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the mail clients named in a text the customer means: neither those negated or taken
 * back, nor those said to work.
 */
final class MeantMentions {

  private static final Pattern NEGATED_AFTER =
      ja(
          "[ 」』\")!]{0,2}(?:の?(?:ほう|方)?(?:ver\\.?)?[ ]?[0-9.]{0,6}[」』\")]?)?(?:は|が|を|も|で|って|という)?(?:のこと)?"
              + "(?:(?:じゃ|では|で|や|ぢゃ)(?:なく|無く|ない(?! ?(?:か|です ?か|の(?:か|で|です)?か|でしょうか))|ありません|ねえ|ねぇ|ねー|なかっ|のうて|あらへん)"
              + "|(?:と)?ちゃう|(?:と|とは|は)?違(?:う|い|った|って)|(?:は)?ちがう|使って(?:い)?(?:ない|ません|おりません)|使いません|使わ(?:な|ず)|つかってない|入ってません|入れてない|やめ|以外|間違い|関係な|[^。、]{0,14}使って(?:い)?(?:ない|ません)|[^。、]{0,10}使わない)");
  private static final Pattern NEGATED_BEFORE =
      Pattern.compile(
          "(?:\\bnot|isn'?t|aren'?t|ain'?t|wasn'?t|don'?t (?:use|have|mean)|doesn'?t mean|never used?|no longer(?: use)?|instead of|rather than|other than|nope,?|stopped using|got rid of|without)"
              + "(?: (?:use|using|my|the|an?|on|in|with|about|really|actually|called|talking about|windows|microsoft|ms)){0,4}[ \"']{0,2}$");
  private static final Pattern SAID_BEFORE =
      Pattern.compile(
          "(?:thought|said|told you|wrote|typed|chose|picked|clicked|selected|used to (?:use|have)|was using|had)(?: [a-z']{1,9}){0,5} ?\"?$");
  private static final Pattern FROM_BEFORE = Pattern.compile("\\bfrom (?:my |the )?(?:old )?$");
  private static final Pattern TAKEN_BACK =
      ja(
          "と(?:言|い|書|か|伝え)(?:った|いまし|いちゃっ|いて|きまし|えまし|えた)|(?:だ|か|だった)と(?:思|おも)(?:って|った|い|っと)|と間違|は間違|じゃなくて|ではなく|でなく"
              + "|から(?!の|来|は|も|送|受|メール)|→|->|=>|⇒|、?(?:いや|いえ|あ、|違(?:う|い|った)|間違え|訂正|もとい|改め|っていうか|ていうか|っつーか|というより|じゃなかった)|をやめ|やめて"
              + "|(?:^|[ ,.;?!-])(?:no|wait|sorry|i mean|i meant|i mean to say|actually|correction|oops|rather|make that|scratch that|er,? no|hold on)(?:[ ,.!]|$)|but (?:it'?s|it is|it was|now|actually)|now (?:i use|using|on|it's)");
  private static final Pattern ALTERNATIVE =
      ja("か$|または|もしくは|それとも|\\bor\\b|と、?$|とか|、$|や$|\\band\\b|\\bvs\\b");
  private static final Pattern WORKS_AFTER =
      ja(
          "[ 」』]?(?:20[0-9]{2})?(?:の(?:ほう|方|メール))?(?:(?:から|で|に)?(?:なら|は|だと|では|のほうは)|で|から)[^、。,.]{0,8}?"
              + "(?:送(?:れ(?:る|ます(?!ん)|た|て)|信(?:でき|出来|OK|可)(?:る|ます(?!ん)|た)?)|(?:でき|出来)(?:る|ます(?!ん)|た)|大丈夫|問題(?:な|あり)|つなが(?:る|り|って)|ok|おっけー|使え(?:る|て|ます(?!ん))|正常|普通に|いけ(?:る|ます(?!ん)))");
  private static final Pattern WORKS_AFTER_EN =
      Pattern.compile(
          "(?: (?:20[0-9]{2}|app|mail|on [a-z ]{1,12}))?,? (?:still |always |just )?(?:works|is (?:fine|ok|okay|working)|can send|sends (?:fine|ok|mail)|does(?! not|n't))");
  private static final Pattern WORKS_BEFORE =
      Pattern.compile(
          "(?<!not |n't |no longer )(?:(?:works?(?! not)|working|fine|ok|okay|send|sending|sends)(?: (?:fine|ok|okay|perfectly|well|emails?|mail|just fine|it|them)){0,2}) (?:on|in|with|from|via|using|through) (?:my |the )?$");
  private static final Pattern CANNOT_BEFORE =
      Pattern.compile(
          "(?:can'?t|cannot|can not|not|n't|unable to|won't|fails? to|trouble|problems?|stopped|could)[^.,;]{0,30}$");

  private final String folded;
  private final List<MailClientMention> mentions;
  private final Set<MailClientMention> negated = new HashSet<>();

  private MeantMentions(String folded, List<MailClientMention> mentions) {
    this.folded = folded;
    this.mentions = mentions;
  }

  /** The mentions that are meant, and whether any was negated or taken back. */
  record Meant(List<MailClientMention> mentions, boolean corrected) {}

  static Meant of(String folded, List<MailClientMention> mentions) {
    return new MeantMentions(folded, mentions).find();
  }

  private Meant find() {
    for (int i = 0; i < mentions.size(); i++) {
      if (isNegated(i) || isTakenBack(i)) {
        negated.add(mentions.get(i));
      }
    }
    List<MailClientMention> meant =
        new ArrayList<>(mentions.stream().filter(mention -> !negated.contains(mention)).toList());
    List<MailClientMention> working = meant.stream().filter(this::works).toList();
    if (meant.stream().anyMatch(mention -> isMailClient(mention) && !working.contains(mention))) {
      meant.removeAll(working);
    }
    return new Meant(List.copyOf(meant), negated.stream().anyMatch(MeantMentions::isMailClient));
  }

  private static boolean isMailClient(MailClientMention mention) {
    return !mention.isPlatform();
  }

  private boolean isNegated(int index) {
    MailClientMention mention = mentions.get(index);
    if (mention.version() != null && VersionReader.isYearCorrected(folded)) {
      return false;
    }
    return matchesAt(NEGATED_AFTER, mention.end()) || findsBefore(NEGATED_BEFORE, mention.start());
  }

  private boolean isTakenBack(int index) {
    MailClientMention mention = mentions.get(index);
    for (MailClientMention later : mentions.subList(index + 1, mentions.size())) {
      if (later.name().equals(mention.name()) && later.version() == null) {
        continue;
      }
      if (later.isPlatform() != mention.isPlatform() || later.start() < mention.end()) {
        continue;
      }
      String between = folded.substring(mention.end(), later.start());
      return between.length() <= 80
          && !(ALTERNATIVE.matcher(between).find() && between.length() <= 5)
          && (TAKEN_BACK.matcher(between).find()
              || (findsBefore(FROM_BEFORE, mention.start()) && between.contains(" to "))
              || (findsBefore(SAID_BEFORE, mention.start()) && between.contains(" ")));
    }
    return false;
  }

  private boolean works(MailClientMention mention) {
    return matchesAt(WORKS_AFTER, mention.end())
        || matchesAt(WORKS_AFTER_EN, mention.end())
        || (findsBefore(WORKS_BEFORE, mention.start())
            && !findsBefore(CANNOT_BEFORE, mention.start()));
  }

  private boolean matchesAt(Pattern pattern, int from) {
    return pattern.matcher(folded).region(from, folded.length()).lookingAt();
  }

  private boolean findsBefore(Pattern pattern, int end) {
    Matcher matcher = pattern.matcher(folded).region(Math.max(0, end - 60), end);
    return matcher.find();
  }

  private static Pattern ja(String regex) {
    return Pattern.compile(TextFolding.foldKana(regex));
  }
}
