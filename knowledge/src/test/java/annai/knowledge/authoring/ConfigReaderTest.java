package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import annai.knowledge.Knowledge;
import annai.knowledge.RevisionText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

  private static final String BECKY = "procedures/becky-2.yml";

  private final Map<String, String> files = new HashMap<>();

  @TempDir private Path folder;

  ConfigReaderTest() {
    files.put(
        "provider.yml",
        """
        name: { ja: "あさひ", en: "Asahi" }
        account: { ja: "あさひ", en: "Asahi" }
        smtp: { host: mail.asahi.example, port: 587, security: starttls }
        user-name: { ja: "メールアドレス全体", en: "your whole mail address" }
        change:
          date: 2017-03-22
          what: { ja: "変更", en: "A change" }
          why: { ja: "理由", en: "A reason" }
        """);
    files.put(
        "mail-clients.yml",
        """
        mail-clients:
          - { id: becky-2, family: becky, os: windows, version: "2", name: { ja: "Becky!", en: "Becky!" } }
          - { id: thunderbird, family: thunderbird, os: windows, name: { ja: "Thunderbird", en: "Thunderbird" } }
        """);
    files.put(
        BECKY,
        """
        mail-client: becky-2
        section: "1.8"
        confirm:
          - id: start
            text: { ja: "開いてください。", en: "Open it." }
        check:
          id: question
          text: { ja: "そうですか?", en: "Is it so?" }
        change:
          - id: port
            controls:
              - { id: advanced, tab: { ja: "詳細", en: "Advanced" } }
              - { id: smtp-port, field: { ja: "SMTP", en: "SMTP" }, value: "{smtp.port}" }
            text:
              ja: "{advanced} の {smtp-port} を {smtp.port} に。"
              en: "On {advanced}, set {smtp-port} to {smtp.port}."
        """);
    files.put(
        "procedures/thunderbird.yml",
        """
        mail-client: thunderbird
        section: "1.9"
        same-as: becky-2
        """);
    files.put(
        "terms.yml",
        """
        - id: SMTP-AUTH
          name: { ja: "SMTP 認証", en: "SMTP authentication" }
          text: { ja: "説明", en: "An explanation" }
        """);
    files.put(
        "topics.yml",
        """
        - id: reason
          section: intro
          title: { ja: "理由", en: "Why" }
          text: { ja: "{provider.change-date} から", en: "From {provider.change-date}" }
        """);
    files.put(
        "error-texts.yml",
        """
        - id: auth-required
          verdict: AUTH_REQUIRED
          patterns: ["530 5\\\\.7\\\\.0", "authentication required"]
          meaning: { ja: "認証が必要です", en: "Authentication is required" }
        """);
  }

  @Test
  void soundFiles_areRead_giveKnowledge() {
    Knowledge knowledge = parse();

    assertThat(knowledge.procedures()).hasSize(2);
    assertThat(knowledge.errorTexts().getFirst().patterns()).hasSize(2);
    assertThat(knowledge.procedure("thunderbird").orElseThrow().change()).hasSize(1);
    assertThat(knowledge.revision()).matches("[0-9a-f]{64}");
  }

  /** In a file, what is replaced by what, and the problem with its line. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "becky | section: | sektion: | becky-2.yml:2 'sektion' is unknown here (did you mean 'section'?)",
        "becky | section: | sektion: | becky-2.yml:1 'section' is missing",
        "becky | 'ja: \"そうですか?\", ' | '' | becky-2.yml:8 'ja' is missing in 'check.text'",
        "becky | On {advanced}, | On {advancd}, | becky-2.yml:16 {advancd} is no control of this step (did you mean 'advanced'?)",
        "becky | On {advanced}, set | Set | becky-2.yml:16 the control 'advanced' is never used here",
        "becky | id: question | id: start | becky-2.yml:7 the id 'start' is there a second time",
        "becky | to {smtp.port} | to {smtp.prot} | becky-2.yml:16 {smtp.prot} is no value in provider.yml (did you mean 'smtp.port'?)",
        "becky | to {smtp.port} | to {imap.port} | becky-2.yml:16 {imap.port} is no value in provider.yml",
        "becky | to {smtp.port} | to {smtp.port | becky-2.yml:16 has a brace at '{smtp.port",
        "becky | value: \"{smtp.port}\" | value: \"{advanced}\" | becky-2.yml:13 {advanced} is no control",
        "becky | value: \"{smtp.port}\" | set: 'yes' | becky-2.yml:13 'yes' is no setting; expected on or off",
        "becky | value: \"{smtp.port}\" | set: on | becky-2.yml:13 a control of kind field can't be set to 'on'",
        "becky | tab: | tabb: | becky-2.yml:12 'tabb' is unknown here (did you mean 'tab'?)",
        "becky | tab: | tabb: | becky-2.yml:12 the control 'advanced' has 0 kinds",
        "becky | mail-client: becky-2 | mail-client: becky | becky-2.yml:1 the mail client 'becky' is not in mail-clients.yml (did you mean 'becky-2'?)",
        "becky | mail-client: becky-2 | mail-client: thunderbird | becky-2.yml:1 the mail client is 'thunderbird', but the file is named 'becky-2.yml'",
        "becky | section: \"1.8\" | section: one | becky-2.yml:2 'one' is no section",
        "becky | section: \"1.8\" | section: \"1.9\" | the section '1.9' belongs to",
        "becky | `  - id: port` | `  - id: port\n    source: vendor` | becky-2.yml:11 'vendor' is no source",
        "becky | check: | confirm: | becky-2.yml:6 'confirm' stands here a second time",
        "becky | \"開いてください。\" | \"\" | becky-2.yml:5 is empty",
        "becky | mail-client: becky-2 | [ | is not YAML",
        "thunderbird | same-as: becky-2 | same-as: becky-3 | thunderbird.yml:3 same-as names the mail client 'becky-3', which is not in mail-clients.yml (did you mean 'becky-2'?)",
        "thunderbird | same-as: becky-2 | same-as: thunderbird | thunderbird.yml:3 same-as of 'thunderbird' leads in a circle",
        "thunderbird | same-as: becky-2 | notes: [] | 'change' has no step",
        "thunderbird | same-as: becky-2 | `same-as: becky-2\nchange: []` | thunderbird.yml:4 'change' stands beside 'same-as'",
        "thunderbird | same-as: becky-2 | `same-as: becky-2\nnotes: [{ kind: end-of-suport, text: { ja: a, en: b } }]` | thunderbird.yml:4 'end-of-suport' is no kind of note (did you mean 'end-of-support'?)",
        "thunderbird | same-as: becky-2 | `same-as: becky-2\nnotes: [{ kind: end-of-support, text: { ja: a, en: b } }]` | thunderbird.yml:4 'date' is missing",
        "thunderbird | same-as: becky-2 | `same-as: becky-2\nnotes: [{ kind: end-of-support, date: 2017-02-30, text: { ja: a, en: b } }]` | thunderbird.yml:4 '2017-02-30' is no date",
        "provider | port: 587 | port: 70000 | provider.yml:3 '70000' is no port",
        "provider | port: 587 | port: five | provider.yml:3 'smtp.port' must be a whole number, was 'five'",
        "provider | host: mail.asahi.example | host: mail_asahi | provider.yml:3 'mail_asahi' is no host name",
        "provider | security: starttls | security: ssl | provider.yml:3 'ssl' is no security; expected one of [starttls, tls, none]",
        "provider | date: 2017-03-22 | date: 22.3.2017 | provider.yml:6 '22.3.2017' is no date; expected one such as 2017-03-22",
        "provider | account: | acount: | provider.yml:2 'acount' is unknown here (did you mean 'account'?)",
        "mail-clients | os: windows | os: window | mail-clients.yml:2 'window' is no operating system (did you mean 'windows'?)",
        "mail-clients | id: thunderbird | id: becky-2 | mail-clients.yml:3 the id 'becky-2' is there a second time",
        "mail-clients | id: thunderbird | id: eudora | the mail client 'eudora' has no procedure; expected a file procedures/eudora.yml",
        "terms | id: SMTP-AUTH | id: SMTP AUTH | terms.yml:1 the id 'SMTP AUTH' must consist of letters, digits and hyphens",
        "topics | section: intro | section: \"9.9\" | topics.yml:2 the section '9.9' belongs to no procedure",
        "topics | From {provider.change-date} | From {advanced} | topics.yml:4 {advanced} is no control",
        "error-texts | authentication required | (authentication | error-texts.yml:3 '(authentication' is no regular expression: Unclosed group",
        "error-texts | AUTH_REQUIRED | auth required | error-texts.yml:2 'auth required' is no verdict"
      })
  void faultyFile_isRead_isRefusedWithFileAndLine(
      String file, String replaced, String by, String problem) {
    String name =
        switch (file) {
          case "becky" -> BECKY;
          case "thunderbird" -> "procedures/thunderbird.yml";
          default -> file + ".yml";
        };
    String written = files.getOrDefault(name, "").replace(unquoted(replaced), unquoted(by));
    assertThat(written).isNotEqualTo(files.get(name));
    files.put(name, written);

    assertThat(problems()).anyMatch(found -> found.contains(problem));
  }

  @Test
  void severalFaults_areRead_areAllNamedOnce() {
    files.put("provider.yml", files.getOrDefault("provider.yml", "").replace("587", "0"));
    files.put("terms.yml", "- 1\n- 2\n");
    files.put(BECKY, "");

    List<String> problems = problems();

    assertThat(problems).doesNotHaveDuplicates();
    assertThat(problems)
        .anyMatch(found -> found.startsWith("provider.yml:3"))
        .anyMatch(found -> found.startsWith("terms.yml:1"))
        .anyMatch(found -> found.startsWith("terms.yml:2"))
        .contains(BECKY + ": is empty");
  }

  @Test
  void unreadableProvider_isRead_isNotAlsoBlamedOnEveryText() {
    files.put("provider.yml", "name: [");

    assertThat(problems()).singleElement().asString().startsWith("provider.yml:");
  }

  @Test
  void recognitionKeys_standInTheCatalogue_areLetThrough() {
    files.put(
        "mail-clients.yml",
        files
                .getOrDefault("mail-clients.yml", "")
                .replace(
                    "version: \"2\"",
                    "version: \"2\", aliases: { ja: [a] }, marks: [b], versions: [c]")
            + "other-clients:\n  - { id: eudora }\n");

    assertThat(parse().mailClients()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 1000, 200_000})
  void deeplyNestedFile_isRead_isRefusedQuickly(int depth) {
    files.put("terms.yml", "[".repeat(depth));

    assertThat(problems()).allMatch(found -> found.startsWith("terms.yml"));
  }

  @Test
  void manyAliases_areRead_areRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int level = 1; level < 40; level++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
    }
    files.put("terms.yml", bomb.toString());

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("terms.yml")
        .contains("is not YAML");
  }

  @Test
  void aliasToItself_isRead_isRefused() {
    files.put("terms.yml", "&a\n- *a\n");

    assertThat(problems()).isNotEmpty().allMatch(found -> found.startsWith("terms.yml"));
  }

  @Test
  void folder_isRead_isTheSameAsItsText() throws IOException {
    write();

    assertThat(ConfigReader.read(folder))
        .extracting(Knowledge::revision)
        .isEqualTo(parse().revision());
  }

  @Test
  void windowsLineEndsAndMark_areRead_makeNoOtherRevision() throws IOException {
    write();
    Files.writeString(
        folder.resolve("terms.yml"),
        "\uFEFF" + files.getOrDefault("terms.yml", "").replace("\n", "\r\n"));

    assertThat(ConfigReader.read(folder).revision()).isEqualTo(parse().revision());
  }

  @Test
  void otherFilesOfTheFolder_areThere_areLeftAlone() throws IOException {
    write();
    Files.createDirectories(folder.resolve("wording"));
    Files.writeString(folder.resolve("wording/ja.yml"), "{");
    Files.writeString(folder.resolve("intents.yml"), "{");
    Files.writeString(folder.resolve("application-local.yml"), "{");
    Files.writeString(folder.resolve("procedures/.becky-2.yml.swp"), "{");

    assertThat(ConfigReader.read(folder).revision()).isEqualTo(parse().revision());
  }

  @Test
  void errorTexts_areNotThere_areNone() throws IOException {
    files.remove("error-texts.yml");
    write();

    assertThat(ConfigReader.read(folder).errorTexts()).isEmpty();
  }

  @Test
  void unreadableFiles_areRead_areRefusedByName() throws IOException {
    write();
    Files.write(folder.resolve("terms.yml"), "案内".getBytes(Charset.forName("Shift_JIS")));
    Files.writeString(folder.resolve("topics.yml"), "#".repeat(300 * 1024));
    Files.delete(folder.resolve("mail-clients.yml"));
    Files.writeString(folder.resolve("procedures/eudora.yaml"), "a: b");

    assertThat(refused(() -> ConfigReader.read(folder)))
        .contains(
            "terms.yml: is not UTF-8 text",
            "topics.yml: is larger than 256 KB, expected less",
            "mail-clients.yml: is missing")
        .anyMatch(found -> found.startsWith("procedures/eudora.yaml: is not named as expected"));
  }

  @Test
  void missingFolder_isRead_isRefused() {
    assertThat(refused(() -> ConfigReader.read(folder.resolve("nowhere"))))
        .anyMatch(found -> found.contains("is no folder"));
  }

  private Knowledge parse() {
    return ConfigReader.parse(RevisionText.of(files));
  }

  private List<String> problems() {
    return refused(this::parse);
  }

  private static List<String> refused(ThrowingCallable read) {
    ConfigException refusal = catchThrowableOfType(ConfigException.class, read);
    assertThat(refusal).isNotNull();
    return refusal.problems().stream().map(Problem::toString).toList();
  }

  private void write() throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Stream.of(path.getParent()).findFirst().orElse(folder));
      Files.writeString(path, file.getValue());
    }
  }

  private static String unquoted(String cell) {
    return cell != null && cell.length() > 1 && cell.startsWith("'") && cell.endsWith("'")
        ? cell.substring(1, cell.length() - 1)
        : cell == null ? "" : cell;
  }
}
