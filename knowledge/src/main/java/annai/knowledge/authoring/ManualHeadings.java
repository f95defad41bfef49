package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualReading.Kind;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the words of a heading mean: a kind of section, a glossary, a remark, an instruction. */
final class ManualHeadings {

  private static final Pattern NO_KIND =
      Pattern.compile(
          "確認事項|変更履歴|改訂|改版|更新履歴|変更点|変更の?(?:理由|背景|目的|経緯|お知らせ)|問い?合わ?せ|動作確認|送信確認|受信確認|送受信確認|送信テスト|テスト送信|注意|よくある|faq|はじめに|概要|サポート|history|changelog|release|contact|support|introduction|overview|background|troubleshoot");
  private static final Pattern CONFIRM =
      Pattern.compile("確[認忍]|確かめ|チェック(?:方法|手順)|調べ|見分け|見方|(?:設定|状態|状況|画面)を見|現在の設定|設定状況");
  private static final Pattern CHANGE =
      Pattern.compile("[変變]更|修正|切り?替え|(?:設定|ポート|方式|認証)を(?:直|変え|改め)|(?:直し|変え)方|移行(?:方法|手順)");
  private static final Pattern SETUP =
      Pattern.compile("新規|追加|初期設定|作成|登録|セットアップ|設定(?:の)?(?:方法|手順|の?仕方|のしかた|操作)|アカウント(?:の)?設定|^設定$");
  private static final Pattern CONFIRM_EN =
      Pattern.compile(
          "\\b(?:check|checking|confirm|confirming|confirmation|verify|verifying|verification|inspect|inspecting|review|reviewing|current settings|find out)\\b");
  private static final Pattern CHANGE_EN =
      Pattern.compile(
          "\\b(?:change|changes|changing|update|updating|modify|modifying|modification|edit|editing|switch|switching|correct|correcting|fix|fixing|adjust|adjusting)\\b");
  private static final Pattern SETUP_EN =
      Pattern.compile(
          "\\b(?:set ?up|set-up|setting up|new account|add(?:ing)? (?:an |your |a )?(?:new )?account|creat(?:e|ing)|configur(?:e|ing|ation)|installation)\\b");

  private static final String NOUNS =
      "(?:pop-?before-?smtp|smtp-?auth|smtp|認証|方式|メール|ソフト|アカウント|サーバー?|送信|受信|現在|いまの?|今|利用|使い|パスワード|番号|設定|内容|状態|状況|情報|ポート番号|ポート|新規|初期|追加|作成|登録|確認|変更|修正|切替え?|切り替え|チェック|手順|方法|仕方|しかた|操作|手引き|見分け方|調べ方|変え方|直し方|調べる|見る|確かめる|変える|直す|切り?替える|行う|流れ|の|を|と|・|、|および|及び|前|\\(続き\\)|続き|になっているか|について|する|した|/)";
  private static final Pattern WHOLE = Pattern.compile("^" + NOUNS + "{1,12}$");
  private static final Pattern WHOLE_EN =
      Pattern.compile(
          "^(?:(?:how|to|the|your|a|an|of|for|in|on|this|is|are|if|what|step|steps|setting|settings|method|procedure|procedures|account|accounts|mail|e-mail|email|current|new|outgoing|server|smtp|port|authentication|instruction|instructions|existing|and|or|continued|configuration|configure|configuring|confirmation|confirm|confirming|check|checking|verify|verifying|verification|change|changes|changing|update|updating|modify|modifying|edit|editing|switch|switching|set|setup|up|setting|add|adding|create|creating|review|reviewing|correct|correcting|fix|fixing|mode|mail client)[\\s:()/-]*){1,9}$");

  private static final Pattern GLOSSARY =
      Pattern.compile(
          "^(?:※\\d?|巻末|付録|参考|補足)*(?:用語|用語集|用語(?:の)?(?:解説|説明|一覧|意味|について)|解説|語句(?:の)?(?:解説|説明)|(?:ことば|言葉)の(?:説明|解説|意味)|キーワード|glossary|(?:explanationof)?terms?|terminology|definitions?|vocabulary|termsused.{0,20}|glossaryofterms)$");
  private static final Pattern REMARK =
      Pattern.compile(
          "^(?:ご|重要な)?(?:注意(?:事項|点)?|備考|補足(?:説明|事項)?|重要|お知らせ|留意(?:事項|点)|注記?|note|notes|caution|warning|important|attention|remark|remarks|tip|tips|pleasenote)$");
  private static final Pattern GENERAL =
      Pattern.compile(
          "はじめに|概要|準備|対象|共通|手順|について|お知らせ|方法|注意|マニュアル|ガイド|introduction|overview|preparation|general|about|before|guide|manual|settings?$|設定$|ください");
  private static final Pattern INSTRUCTION =
      Pattern.compile(
          "(?:クリック|タップ|選択|選[びん]|入力|チェック|押[しす]|開[きくい]|起動|立ち上げ|変更|設定|外[しす]|戻[りる]|進[みむ]|追加|削除|保存|有効|無効|オン|オフ|表示|確認|長押し|スクロール|閉じ|再起動)[^。]{0,40}(?:します|ください|下さい|ましょう|する|ます|す|く|ぶ|る|し|て|こと)$|(?:クリック|タップ|選択|入力|起動)$");
  private static final Pattern TITLE =
      Pattern.compile("マニュアル|ガイド|手順書|手引|説明書|しおり|\\b(?:manual|guide|handbook|instructions for)\\b");
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "^(?:お?問い?合わ?せ(?:先|窓口)?|連絡先|ご連絡先|サポート(?:窓口|センター)?|よくある(?:ご)?質問|faq|改訂履歴|変更履歴|更新履歴|はじめに|おわりに|概要|付録|奥付|introduction|overview|contact(?:us)?|support|appendix|frequentlyaskedquestions|changelog|revisionhistory|troubleshooting|トラブルシューティング|困ったときは)$");
  private static final Pattern REQUEST =
      Pattern.compile("(?<!推奨いた|推奨|勧め|願いいた|願い|終了|終了いた|意味|完了)(?:します|して(?:ください|下さい)|しましょう)$");
  private static final Pattern STATE =
      Pattern.compile("(?:ありません|なります|れます|います|されません|あります|できます|できません|でした|ません|です|でしょう)$");
  private static final Pattern NOTHING_TO_DO =
      Pattern.compile("必要(?:は|が)?(?:ありません|ございません|なく|ない)|(?:設定|項目|画面)(?:は|が)(?:ありません|ございません|なく|ない)");
  private static final Pattern INSTRUCTION_EN =
      Pattern.compile(
          "^(?:please |then |next,? |now |finally,? |in [^.]{1,60}, |on [^.]{1,60}, |under [^.]{1,60}, |if [^.]{1,80}, |from [^.]{1,60}, |at [^.]{1,60}, ){0,2}(?:open|click|double-click|right-click|select|choose|tap|press|enter|type|go|change|set|check|uncheck|untick|tick|clear|confirm|verify|look|launch|start|scroll|switch|turn|make sure|ensure|close|save|expand|highlight|pick|remove|delete|add|enable|disable|return|repeat|restart|note whether|find|leave|put|use|move|hit|swipe|log|sign)\\b");

  private ManualHeadings() {}

  /** The kind of section that a heading announces, on its own words. */
  static Optional<Kind> kindOf(String title) {
    String key = withoutHonorifics(ManualText.key(title));
    if (NO_KIND.matcher(key).find()) {
      return Optional.empty();
    }
    Optional<Kind> kind = of(key, CONFIRM, CHANGE, SETUP);
    return kind.isPresent() ? kind : of(ManualText.fold(title), CONFIRM_EN, CHANGE_EN, SETUP_EN);
  }

  private static Optional<Kind> of(String words, Pattern confirm, Pattern change, Pattern setup) {
    boolean looks = confirm.matcher(words).find();
    if (change.matcher(words).find()) {
      boolean before =
          words.matches(
              ".*(?:変更(?:前|が必要|の要否|する必要|対象|済み?)|(?:before|whether|need to|need)\\b.*chang).*");
      return Optional.of(looks && before ? Kind.CONFIRM : Kind.CHANGE);
    }
    if (looks) {
      return Optional.of(Kind.CONFIRM);
    }
    return setup.matcher(words).find() ? Optional.of(Kind.SETUP) : Optional.empty();
  }

  /** "ご確認" is asked for in the same way as "確認". */
  private static String withoutHonorifics(String key) {
    return key.replaceAll("[ごお](?=[\\p{IsHan}])", "");
  }

  /** Whether a heading announces more than one kind. */
  static boolean isMixed(String title) {
    String key = ManualText.key(title);
    String folded = ManualText.fold(title);
    return (CONFIRM.matcher(key).find() && CHANGE.matcher(key).find())
        || (CONFIRM_EN.matcher(folded).find() && CHANGE_EN.matcher(folded).find());
  }

  /** Whether a title consists of nothing but words for a kind of section. */
  static boolean isWholeKind(String title) {
    String key = withoutHonorifics(bare(title));
    boolean japanese = WHOLE.matcher(key).matches() && !key.matches("(?:設定|登録|追加|作成|修正|チェック)");
    return (japanese || WHOLE_EN.matcher(ManualText.fold(title).replaceAll("[:：]$", "")).matches())
        && kindOf(title).isPresent();
  }

  static boolean isGlossary(String title) {
    return GLOSSARY.matcher(withoutHonorifics(bare(title))).matches();
  }

  static boolean isRemark(String title) {
    return REMARK.matcher(bare(title)).matches();
  }

  /** Whether a title announces a manual as a whole, not one of its sections. */
  static boolean isTitle(String title) {
    return TITLE.matcher(ManualText.fold(title)).find();
  }

  /** Whether a title is about something beside looking, changing and setting up. */
  static boolean isOtherTopic(String title) {
    return NO_KIND.matcher(ManualText.key(title)).find();
  }

  /** Whether a title begins a part of a manual that has nothing to do with mail clients. */
  static boolean isElsewhere(String title) {
    return ELSEWHERE.matcher(bare(title)).matches();
  }

  /** A title without the signs and brackets around it. */
  static String plain(String title) {
    return title
        .replaceFirst("^[■□◆◇●○▼▽★☆◎▶►・]\\s*", "")
        .replaceFirst("^[【〔《<＜](.{1,80})[】〕》>＞]$", "$1")
        .replaceFirst("[:：]$", "")
        .strip();
  }

  /** Whether a sentence tells the reader to do something. */
  static boolean isInstruction(String text) {
    String key = ManualText.key(text).replaceAll("[。.!:)）」\\]]+$", "");
    boolean japanese =
        (INSTRUCTION.matcher(key.substring(Math.max(0, key.length() - 80))).find()
                || REQUEST.matcher(key).find())
            && !STATE.matcher(key).find()
            && !NOTHING_TO_DO.matcher(key).find();
    return japanese || INSTRUCTION_EN.matcher(ManualText.fold(text)).find();
  }

  /** Whether a title speaks of the manual or of several mail clients, and so names none. */
  static boolean isGeneral(String title) {
    return title.length() > 40 || GENERAL.matcher(ManualText.key(title)).find();
  }

  /** A title's key without "continued". */
  static String withoutContinued(String title) {
    return ManualText.key(title).replaceAll("\\(?(?:続き|つづき|continued|cont\\.)\\)?$", "");
  }

  /** A title as a key without the brackets and signs around it. */
  static String bare(String title) {
    return ManualText.key(title)
        .replaceAll("^[■□◆◇●○▼▽★☆◎▶►・<>《》【】〔〕\\[\\]「」『』]+|[<>《》【】〔〕\\[\\]「」『』:]+$", "");
  }
}
