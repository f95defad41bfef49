package annai.bot.walkthrough;

import annai.knowledge.Language;
import annai.knowledge.MailClient;
import java.util.Map;
import java.util.Objects;

/** How a customer says what they have: in words of their own, or by the buttons. */
enum Naming {
  BY_WORDS,
  BY_BUTTONS;

  private static final Map<String, String> JAPANESE =
      Map.ofEntries(
          Map.entry("windows-10-mail", "Windows 10 に最初から入っているメールです"),
          Map.entry("windows-live-mail", "ウィンドウズライブメールを使っています"),
          Map.entry("outlook-express-6", "アウトルックエクスプレスの6です"),
          Map.entry("outlook-2016", "アウトルック２０１６です"),
          Map.entry("outlook-2013", "会社のパソコンの Outlook2013 です"),
          Map.entry("outlook-2010", "Office 2010 の Outlook"),
          Map.entry("outlook-2007", "outlook 2007 だと思います"),
          Map.entry("becky-2", "ベッキーの2です"),
          Map.entry("thunderbird", "サンダーバードを使っています"),
          Map.entry("mac-mail", "Macのメールアプリです"),
          Map.entry("iphone-mail", "アイフォンです"),
          Map.entry("ipad-mail", "iPadのメールです"),
          Map.entry("android-gmail", "アンドロイドのGmailアプリです"));
  private static final Map<String, String> ENGLISH =
      Map.ofEntries(
          Map.entry("windows-10-mail", "the Mail app that came with Windows 10"),
          Map.entry("windows-live-mail", "I use windows live mail"),
          Map.entry("outlook-express-6", "it's Outlook Express 6"),
          Map.entry("outlook-2016", "outlook 2016 on my laptop"),
          Map.entry("outlook-2013", "Outlook2013"),
          Map.entry("outlook-2010", "we have Outlook 2010 here"),
          Map.entry("outlook-2007", "Outlook 2007, I think"),
          Map.entry("becky-2", "Becky! 2"),
          Map.entry("thunderbird", "I'm on thunderbird"),
          Map.entry("mac-mail", "Apple Mail on my Mac"),
          Map.entry("iphone-mail", "my iphone"),
          Map.entry("ipad-mail", "It's an iPad"),
          Map.entry("android-gmail", "the gmail app on my android phone"));

  void name(ChatPage page, MailClient mailClient, Language language) {
    switch (this) {
      case BY_WORDS ->
          page.say(
              Objects.requireNonNull(
                  (language == Language.JA ? JAPANESE : ENGLISH).get(mailClient.id()),
                  mailClient::id));
      case BY_BUTTONS -> {
        page.press("os:" + mailClient.os().id());
        page.press("mail-client:" + mailClient.id());
      }
    }
  }
}
