package annai.bot.web;

import annai.bot.attachments.TakenFile;
import annai.bot.conversation.Shipped;
import annai.bot.identity.IdentityRefusedException;
import annai.bot.runtime.Attachments;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.LoginCheck;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.runtime.Conversations.StepPosition;
import annai.bot.runtime.Conversations.TicketView;
import annai.bot.runtime.Conversations.View;
import annai.bot.runtime.FileLinks;
import annai.bot.runtime.InputRefusedException;
import annai.bot.runtime.TicketLinkException;
import annai.bot.runtime.UnknownConversationException;
import annai.bot.store.StoredFile;
import annai.bot.understanding.Masking.Masked;
import annai.bot.wording.ProcedureText;
import annai.bot.wording.StepPlace;
import annai.bot.wording.StepPlace.Phase;
import annai.connectors.probe.Credentials;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.knowledge.Language;
import annai.knowledge.Procedure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conversations in memory that say the same few things: one row of each kind. */
final class FakeConversations implements CustomerAccess {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  private final Map<String, Talk> talks = new ConcurrentHashMap<>();
  private final Map<String, String> codes = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  private final Map<String, TakenFile> files = new ConcurrentHashMap<>();

  /** How often a login was checked, by the length of the password. */
  final List<Integer> passwordLengths = new CopyOnWriteArrayList<>();

  /** The links that conversations were begun with. */
  final List<String> links = new CopyOnWriteArrayList<>();

  final List<String> cameBack = new CopyOnWriteArrayList<>();

  final List<String> declined = new CopyOnWriteArrayList<>();

  /** Whose streams began. */
  final Set<String> listening = ConcurrentHashMap.newKeySet();

  @Override
  public Started start(@Nullable Language language) {
    String id = "c-" + count.incrementAndGet();
    Talk talk = new Talk(id, language == Language.JA ? "ja" : "en");
    talks.put(id, talk);
    talk.greet();
    return new Started(id, talk.tokens.getFirst());
  }

  /** A link is the word that says what becomes of it. */
  @Override
  public Started startFromTicket(String ticketLink, @Nullable Language language) {
    for (TicketLinkException.Reason reason : TicketLinkException.Reason.values()) {
      if (reason.name().equals(ticketLink)) {
        throw new TicketLinkException(reason);
      }
    }
    links.add(ticketLink);
    return start(language);
  }

  /** A token is the word that says what becomes of it, alone or as the first part of a JWT. */
  @Override
  public Started startSignedIn(
      String identity, @Nullable String ticketLink, @Nullable Language language) {
    refuse(identity);
    return start(language);
  }

  @Override
  public Started signIn(String id, String token, String identity) {
    refuse(identity);
    if (word(identity).equals("another")) {
      throw new InputRefusedException(InputRefusedException.Reason.CONFLICT, "Somebody else");
    }
    Talk talk = talk(id);
    talk.tokens.clear();
    talk.tokens.add("token-" + count.incrementAndGet());
    write(id, "system", "text", Map.of("text", "Signed in"));
    return new Started(id, talk.tokens.getFirst());
  }

  private static void refuse(String identity) {
    for (IdentityRefusedException.Fault fault : IdentityRefusedException.Fault.values()) {
      if (fault.name().equals(word(identity))) {
        throw new IdentityRefusedException(fault);
      }
    }
  }

  private static String word(String identity) {
    int end = identity.indexOf('.');
    return end < 0 ? identity : identity.substring(0, end);
  }

  @Override
  public void authorise(String id, String token) {
    if (!talk(id).tokens.contains(token)) {
      throw new UnknownConversationException();
    }
  }

  @Override
  public long say(String id, String clientMessageId, Input input) {
    return talk(id).say(clientMessageId, input);
  }

  /** A code is good that ends in E. */
  @Override
  public Language letterLanguage(String declineCode) {
    if (!declineCode.endsWith("E")) {
      throw new UnknownConversationException();
    }
    return Language.EN;
  }

  @Override
  public void declineLetters(String declineCode) {
    declined.add(declineCode);
  }

  @Override
  public void listening(Set<String> open, Set<String> opened) {
    listening.addAll(opened);
  }

  @Override
  public void cameBack(String id) {
    cameBack.add(id);
  }

  @Override
  public View view(String id) {
    return talk(id).view();
  }

  @Override
  public List<Row> rows(String id, long afterSeq, int limit) {
    return talk(id).rows.stream().filter(row -> row.seq() > afterSeq).limit(limit).toList();
  }

  @Override
  public List<Row> rowsFor(String id, String token, long afterSeq, int limit) {
    List<Row> rows = rows(id, afterSeq, limit);
    authorise(id, token);
    return rows;
  }

  @Override
  public AutoCloseable onNews(String id, Runnable wake) {
    Talk talk = talk(id);
    talk.listeners.add(wake);
    return () -> talk.listeners.remove(wake);
  }

  @Override
  public LoginCheck checkLogin(String id, Credentials credentials) {
    try (credentials) {
      passwordLengths.add(credentials.password().length);
      if (credentials.userName().length == 1) {
        return new LoginCheck.NotOffered();
      }
      if (credentials.userName().length == 2) {
        return new LoginCheck.TooManyTries(Duration.ofMinutes(20));
      }
      talk(id).probe(true);
      return new LoginCheck.Accepted();
    }
  }

  @Override
  public String resumeCode(String id) {
    String code = "code-" + count.incrementAndGet();
    codes.put(code, talk(id).id);
    return code;
  }

  @Override
  public Started resume(String code) {
    String id = codes.remove(code);
    if (id == null) {
      throw new UnknownConversationException();
    }
    String token = "token-" + count.incrementAndGet();
    talk(id).tokens.add(token);
    return new Started(id, token);
  }

  @Override
  public void erase(String id) {
    Talk talk = talk(id);
    talks.remove(id);
    talk.listeners.forEach(Runnable::run);
  }

  @Override
  public Optional<Ticket> ticket(String id) {
    return Optional.ofNullable(talk(id).ticket);
  }

  @Override
  public long attach(String id, String clientMessageId, TakenFile file) {
    files.put("f" + (files.size() + 1), file);
    return talk(id)
        .write(
            "customer",
            "attachment",
            Map.of(
                "id",
                "f" + files.size(),
                "name",
                file.name(),
                "type",
                file.kind().mediaType(),
                "picture",
                file.kind().picture(),
                "bytes",
                file.content().length));
  }

  @Override
  public Optional<FileLinks.Link> fileLink(String id, String file) {
    return files.containsKey(file)
        ? Optional.of(new FileLinks.Link("files/%s?expires=1&signature=s".formatted(file), START))
        : Optional.empty();
  }

  @Override
  public Optional<Attachments.Opened> openFile(String file, long expires, String signature) {
    return Optional.ofNullable(files.get(file))
        .map(
            found ->
                new Attachments.Opened(
                    new StoredFile(
                        file,
                        "c",
                        1,
                        1,
                        found.name(),
                        found.kind(),
                        found.content().length,
                        "",
                        START),
                    found.content()));
  }

  /** Somebody else's row, such as an agent's. */
  void write(String id, String from, String type, Map<String, Object> body) {
    talk(id).write(from, type, body);
  }

  /** Ends all streams at their next row, as a service that goes away does. */
  void forgetListeners(String id) {
    talk(id).listeners.clear();
  }

  private Talk talk(String id) {
    Talk talk = talks.get(id);
    if (talk == null) {
      throw new UnknownConversationException();
    }
    return talk;
  }

  private static final class Talk {

    final String id;
    final List<String> tokens = new CopyOnWriteArrayList<>();
    final List<Row> rows = new CopyOnWriteArrayList<>();
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> said = new HashMap<>();
    private final Map<String, Input> inputs = new HashMap<>();
    String language;
    int step;
    @Nullable Ticket ticket;

    Talk(String id, String language) {
      this.id = id;
      this.language = language;
      tokens.add("token-of-" + id);
    }

    boolean ja() {
      return language.equals("ja");
    }

    synchronized long say(String clientMessageId, Input input) {
      Long before = said.get(clientMessageId);
      if (before != null) {
        if (!input.equals(inputs.get(clientMessageId))) {
          throw new InputRefusedException(
              InputRefusedException.Reason.CONFLICT,
              "clientMessageId: came before with another content");
        }
        return before;
      }
      long seq =
          switch (input) {
            case Input.Text(Masked words) ->
                write("customer", "text", Map.of("text", words.text()));
            case Input.Choice(String choice) ->
                write("customer", "choice", Map.of("choice", choice, "label", label(choice)));
            case Input.Rating(int score, _) -> write("customer", "rating", Map.of("score", score));
          };
      said.put(clientMessageId, seq);
      inputs.put(clientMessageId, input);
      answer(input instanceof Input.Choice(String choice) ? choice : "");
      return seq;
    }

    private String label(String choice) {
      for (Row row : rows.reversed()) {
        for (JsonNode offered : row.body().path("choices")) {
          if (offered.path("id").asString().equals(choice)) {
            return offered.path("label").asString();
          }
        }
      }
      return choice;
    }

    void greet() {
      text(
          ja()
              ? "こんにちは。メールの送信でお困りのことをご案内します。どうされましたか。"
              : "Hello. I help when mail can't be sent. What has happened?");
      choices(
          "cannot-send",
          ja() ? "メールが送れません" : "I can't send mail",
          "something-else",
          ja() ? "ほかのこと" : "Something else");
    }

    private void answer(String choice) {
      switch (choice) {
        case "language:ja", "language:en" -> {
          language = choice.substring(9);
          text(ja() ? "ここからは日本語でご案内します。" : "We go on in English.");
          if (step > 0) {
            step();
          }
        }
        case "restart" -> {
          step = 0;
          greet();
        }
        case "person" ->
            write(
                "system",
                "handoff",
                Map.of(
                    "phase",
                    "called",
                    "text",
                    ja() ? "担当者を呼び出しました。少しお待ちください。" : "A person was called. One moment, please."));
        case "done" -> {
          step++;
          if (step == 3) {
            text(
                Map.of(
                    "text",
                    ja()
                        ? "いまの設定のまま、空のメールを次のアドレスへ送ってください。設定が原因かどうかが分かります。"
                        : "Please send an empty mail to this address with the settings as they are."
                            + " It shows whether the settings are the cause.",
                    "testMail",
                    Map.of(
                        "address",
                        "check-7f3a9c2e51d04b8a@check.annai.example",
                        "mailto",
                        "mailto:check-7f3a9c2e51d04b8a@check.annai.example?subject=test")));
            choices(
                "skip",
                ja() ? "送らずに進む" : "Go on without it",
                "login-check",
                ja() ? "ログインを確認する" : "Check the login");
          } else {
            step();
          }
        }
        case "login-check" ->
            write(
                "bot",
                "choices",
                Map.of(
                    "form",
                    "credentials",
                    "call",
                    "p1",
                    "text",
                    ja()
                        ? "メールアカウントのユーザー名とパスワードを入力してください。"
                        : "Please enter the user name and password of the mail account."));
        case "skip", "again" -> {
          probe(false);
          ticket("open", TicketDraft.Kind.REQUEST);
          text(
              Map.of(
                  "text",
                  ja()
                      ? "POP before SMTP（受信してから送信する方式）は、2017年3月22日に終了しました。"
                      : "POP before SMTP ended on 22 March 2017.",
                  "sources",
                  List.of("1", "glossary:POP-before-SMTP")));
          step = 4;
          step();
        }
        case "works-now" -> {
          write(
              "bot",
              "evidence",
              Map.of(
                  "verdict",
                  "PROVEN",
                  "ok",
                  true,
                  "whoActs",
                  "nobody",
                  "text",
                  ja()
                      ? "テストメールが、認証を使って届きました。設定は正しく変更されています。"
                      : "Your test mail arrived, and your mail program logged in to send it. The"
                          + " settings are right now."));
          ticket("closed", TicketDraft.Kind.REQUEST);
        }
        default -> {
          if (choice.startsWith("mail-client:")) {
            step = 1;
            step();
          } else {
            text(ja() ? "お使いのメールソフトを選んでください。" : "Which mail program do you use?");
            choices(
                "mail-client:windows-10-mail",
                "Windows 10 メール",
                "mail-client:outlook-2016",
                "Outlook 2016",
                "mail-client:becky-2",
                "Becky! Internet Mail Ver.2",
                "mail-client:thunderbird",
                "Thunderbird",
                "mail-client:mac-mail-10",
                "Mac メール 10.x",
                "mail-client:iphone-10",
                "iPhone (iOS 10.x)",
                "mail-client:android-6",
                "Android 6.x",
                "mail-client:other",
                ja() ? "ほかのソフト" : "Another one");
          }
        }
      }
    }

    private Map<String, Object> sketch(Phase phase, String step) {
      Language reader = ja() ? Language.JA : Language.EN;
      ProcedureText text = new ProcedureText(Shipped.PHRASES, Shipped.LIBRARY, reader);
      StepPlace place = new StepPlace("outlook-2016", phase, step);
      return text.steps("outlook-2016", phase).stream()
          .filter(found -> found.id().equals(step))
          .map(found -> text.shown(place, found, reader))
          .findFirst()
          .orElseThrow();
    }

    private void step() {
      if (step <= 2) {
        write(
            "bot",
            "step",
            Map.of(
                "phase",
                "confirm",
                "id",
                "s" + step,
                "n",
                step,
                "of",
                2,
                "sketch",
                sketch(Phase.CONFIRM, "account-settings"),
                "page",
                "procedures/outlook-2016?language=" + language,
                "text",
                ja()
                    ? "ファイル (File) から アカウント設定 (Account Settings) を開き、ご契約のアカウントを選びます。"
                    : "Open File (ファイル), then Account Settings (アカウント設定), and select your account.",
                "controls",
                List.of(
                    Map.of(
                        "id", "file", "kind", "tab", "label", ja() ? "ファイル (File)" : "File (ファイル)"),
                    Map.of(
                        "id",
                        "settings",
                        "kind",
                        "button",
                        "label",
                        ja() ? "アカウント設定 (Account Settings)" : "Account Settings (アカウント設定)"))));
      } else {
        write(
            "bot",
            "step",
            Map.of(
                "phase",
                "change",
                "id",
                "port",
                "n",
                2,
                "of",
                4,
                "sketch",
                sketch(Phase.CHANGE, "port"),
                "page",
                "procedures/outlook-2016?language=" + language,
                "text",
                ja()
                    ? "詳細設定 (Advanced) タブを開き、送信メール (SMTP)(O) (Outgoing server (SMTP)) の値を 587"
                        + " に変更します。"
                    : "Open the tab Advanced (詳細設定) and change Outgoing server (SMTP) (送信メール"
                        + " (SMTP)(O)) to 587.",
                "controls",
                List.of(
                    Map.of(
                        "id",
                        "advanced",
                        "kind",
                        "tab",
                        "label",
                        ja() ? "詳細設定 (Advanced)" : "Advanced (詳細設定)"),
                    Map.of(
                        "id",
                        "smtp-port",
                        "kind",
                        "field",
                        "label",
                        ja()
                            ? "送信メール (SMTP)(O) (Outgoing server (SMTP))"
                            : "Outgoing server (SMTP) (送信メール (SMTP)(O))",
                        "value",
                        "587"))));
      }
      if (step >= 4) {
        choices(
            "works-now",
            ja() ? "できました" : "Done",
            "back",
            ja() ? "前に戻る" : "Back",
            "help",
            ja() ? "見つかりません" : "I can't find it");
      } else {
        choices(
            "done",
            ja() ? "できました" : "Done",
            "looks-different",
            ja() ? "画面が違います" : "It looks different");
      }
    }

    void probe(boolean login) {
      String[] stages = {
        "dns", "connect", "banner", "ehlo", "starttls", "tls", "ehlo-again", "auth-offered"
      };
      for (String stage : stages) {
        write(
            "system",
            "probe-stage",
            Map.of("call", "p" + rows.size() / 40, "stage", stage, "state", "ok", "millis", 12));
      }
      write(
          "system",
          "probe-stage",
          Map.of(
              "call",
              "p" + (rows.size() - 8) / 40,
              "stage",
              login ? "auth" : "mail",
              "state",
              "failed",
              "millis",
              31));
      write(
          "bot",
          "evidence",
          Map.of(
              "verdict",
              login ? "AUTH_REJECTED" : "OLD_SETTINGS",
              "ok",
              false,
              "whoActs",
              "customer",
              "text",
              ja()
                  ? "メールは届きましたが、認証なしで送信されています。設定の変更が必要です。"
                  : "The mail arrived, but your mail program did not log in to send it. The"
                      + " settings have to be changed."));
    }

    private void ticket(String status, TicketDraft.Kind kind) {
      List<Ticket.Comment> comments = new ArrayList<>();
      comments.add(
          new Ticket.Comment(
              "1", START, "Annai", "Evidence: OLD_SETTINGS\nReceived: with ESMTP", false, true));
      if (status.equals("closed")) {
        comments.add(
            new Ticket.Comment(
                "2", START, "Annai", "Evidence: PROVEN as demo@annai.example", false, true));
      }
      ticket =
          new Ticket(
              new TicketRef("built-in", "MAIL-12", null),
              kind,
              "Outlook 2016: OLD_SETTINGS",
              """
              A customer can't send mail.
              Mail client: Outlook 2016
              Steps: confirm/s1, confirm/s2""",
              new TicketDraft.Requester(null, "demo@annai.example"),
              status.equals("closed") ? Ticket.Status.CLOSED : Ticket.Status.OPEN,
              START,
              comments);
      write(
          "bot",
          "ticket",
          Map.of(
              "key",
              "MAIL-12",
              "status",
              status,
              "text",
              status.equals("closed")
                  ? ja() ? "チケットを解決済みにしました。" : "The ticket is closed."
                  : ja() ? "チケットを作成しました。" : "A ticket was opened for you."));
    }

    private void text(String text) {
      text(Map.of("text", text));
    }

    private void text(Map<String, Object> body) {
      write("bot", "text", body);
    }

    private void choices(String... idsAndLabels) {
      List<Map<String, String>> choices = new ArrayList<>();
      for (int i = 0; i < idsAndLabels.length; i += 2) {
        choices.add(Map.of("id", idsAndLabels[i], "label", idsAndLabels[i + 1]));
      }
      write("bot", "choices", Map.of("choices", choices));
    }

    synchronized long write(String from, String type, Map<String, Object> body) {
      long seq = rows.size() + 1L;
      rows.add(new Row(seq, START.plusSeconds(seq), from, type, JSON.valueToTree(body)));
      listeners.forEach(Runnable::run);
      return seq;
    }

    View view() {
      return new View(
          id,
          step == 0 ? "greeting" : step < 4 ? "confirming" : "changing",
          step == 0 ? null : "outlook-2016",
          step == 0
              ? null
              : new StepPosition(
                  Math.min(step, 2),
                  4,
                  step < 4 ? Procedure.Phase.CONFIRM : Procedure.Phase.CHANGE),
          ticket == null
              ? null
              : new TicketView("MAIL-12", "built-in", null, ticket.status() == Ticket.Status.OPEN),
          language,
          false,
          rows.size());
    }
  }
}
