package annai.bot.web.desk;

import static annai.bot.web.desk.DeskBrowser.API;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.ServiceProcess;
import annai.bot.desk.Passkeys.Attestation;
import annai.bot.desk.Passkeys.Proof;
import annai.bot.desk.SoftAuthenticator;
import annai.bot.web.Contract;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The desk's API of the whole service; every answer is held against the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class DeskApiIT {

  private static final String CUSTOMERS = "/api/v1/conversations";
  private static final String PASSWORD = "correct horse 馬";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> PUBLIC =
      Set.of(
          "GET " + API + "/session",
          "POST " + API + "/session",
          "POST " + API + "/session/passkey",
          "POST " + API + "/session/passkey/challenge",
          "POST " + API + "/session/single-sign-on",
          "POST " + API + "/setup",
          "POST " + API + "/join");

  private ServiceProcess service;
  private Contract contract;
  private DeskBrowser admin;

  @BeforeAll
  void setUp(@TempDir Path folder) throws Exception {
    service = new ServiceProcess(folder, 0, Map.of());
    contract = Contract.of(service.call("GET", "/openapi", null, null).body());
    admin = browser();
    assertThat(admin.ask("GET", "/session", null).path("needsAdministrator").asBoolean()).isTrue();
    Map<String, String> form =
        Map.of("code", "WRONG-CODE", "login", "sato", "name", "佐藤", "password", PASSWORD);
    refused(admin.call("POST", "/setup", form), 403);
    Map<String, String> right =
        Map.of("code", code(), "login", "sato", "name", "佐藤", "password", PASSWORD);
    assertThat(admin.call("POST", "/setup", right).statusCode()).isEqualTo(201);
    refused(browser().call("POST", "/setup", right), 403);
  }

  @AfterAll
  void close() {
    service.close();
  }

  private String code() throws Exception {
    Matcher printed =
        Pattern.compile("/desk/setup and enter the code (\\S+)").matcher(service.log());
    assertThat(printed.find()).as("the code in the log").isTrue();
    return printed.group(1);
  }

  private DeskBrowser browser() {
    return new DeskBrowser("http://127.0.0.1:" + service.port(), contract);
  }

  private DeskBrowser agent(String login, String name, String role) throws Exception {
    JsonNode invited =
        admin.ask("POST", "/agents", Map.of("login", login, "name", name, "role", role));
    DeskBrowser browser = browser();
    browser.ask(
        "POST", "/join", Map.of("code", invited.path("code").asString(), "password", PASSWORD));
    return browser;
  }

  static void refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  private static String filled(String template) {
    return template
        .replace("{id}", "no-such-conversation")
        .replace("{system}", "built-in")
        .replace("{key}", "MAIL-0")
        .replace("{letter}", "0")
        .replace("{owner}", "mine")
        .replace("{shortcut}", "none")
        .replace("{file}", "no-such-file")
        .replace("{passkey}", "none")
        .replace("{login}", "nobody");
  }

  @Test
  void everyRoute_withoutASession_isRefused() throws Exception {
    Set<String> operations = contract.operations(API);
    assertThat(operations).hasSizeGreaterThan(20);
    for (String operation : operations) {
      String[] parts = filled(operation).split(" ", 2);
      if (!PUBLIC.contains(operation)) {
        refused(browser().call(parts[0], parts[1].substring(API.length()), body(parts[0])), 401);
      }
    }
  }

  @Test
  void everyChange_withoutTheToken_isRefused() throws Exception {
    for (String operation : contract.operations(API)) {
      String[] parts = filled(operation).split(" ", 2);
      if (!parts[0].equals("GET")) {
        refused(admin.send(parts[0], parts[1], body(parts[0]), Map.of()), 403);
        refused(
            admin.send(parts[0], parts[1], body(parts[0]), Map.of("X-CSRF-Token", "guessed")), 403);
      }
    }
  }

  @Test
  void everyRouteOfAccounts_forAnAgent_isRefused() throws Exception {
    DeskBrowser mori = agent("mori", "Mori", "agent");
    Set<String> operations = new TreeSet<>(contract.operations(API + "/agents"));
    operations.removeIf(operation -> operation.startsWith("GET " + API + "/agents/"));
    operations.addAll(contract.operations(API + "/audit"));
    operations.add("POST " + API + "/dead-letters/{letter}/discard");
    assertThat(operations).hasSize(8);
    for (String operation : operations) {
      String[] parts = filled(operation).split(" ", 2);
      refused(mori.call(parts[0], parts[1].substring(API.length()), body(parts[0])), 403);
    }
    assertThat(mori.call("GET", "/conversations", null).statusCode()).isEqualTo(200);
  }

  @Test
  void events_hintAtWhatChanged_andHoldNothingOfIt() throws Exception {
    DeskBrowser hino = agent("hino", "Hino", "agent");
    try (EventLines events = new EventLines(hino.events())) {
      assertThat(events.hint().path("everything").asBoolean()).isTrue();

      Customer customer = new Customer();
      customer.choose("cannot-send");
      JsonNode hint = events.hint();
      assertThat(hint.path("conversations").valueStream().map(JsonNode::asString))
          .contains(customer.id);
      customer.choose("person");
      customer.choose("decline");
      await().atMost(PATIENCE).until(() -> events.hint().path("queue").asBoolean());
    }
  }

  @Test
  void events_ofWhoMayNoLongerComeIn_endWithinTwoSeconds() throws Exception {
    DeskBrowser seki = agent("seki", "Seki", "agent");
    try (EventLines events = new EventLines(seki.events())) {
      admin.ask("PATCH", "/agents/seki", Map.of("disabled", true));
      assertThat(events.millisUntilTheEnd()).isLessThan(2_000);
    }
    assertThat(seki.events().statusCode()).isEqualTo(401);

    DeskBrowser tani = agent("tani", "Tani", "agent");
    try (EventLines events = new EventLines(tani.events())) {
      tani.ask("PUT", "/password", Map.of("present", PASSWORD, "next", PASSWORD + "2"));
      assertThat(events.millisUntilTheEnd()).isLessThan(2_000);
    }
    try (EventLines events = new EventLines(tani.events())) {
      tani.ask("DELETE", "/session", null);
      assertThat(events.millisUntilTheEnd()).isLessThan(2_000);
    }
  }

  @Test
  void events_tooManyOfOneSession_areRefused() throws Exception {
    DeskBrowser nishi = agent("nishi", "Nishi", "agent");
    List<EventLines> open = new ArrayList<>();
    for (int i = 0; i < DeskEvents.MAX_PER_SESSION; i++) {
      open.add(new EventLines(nishi.events()));
    }

    HttpResponse<Stream<String>> refused = nishi.events();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    open.forEach(EventLines::close);
  }

  /** The lines of a stream, as they come. */
  private static final class EventLines implements AutoCloseable {

    private final Stream<String> lines;
    private final Iterator<String> iterator;

    EventLines(HttpResponse<Stream<String>> answer) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      lines = answer.body();
      iterator = lines.iterator();
    }

    private JsonNode hint() {
      while (iterator.hasNext()) {
        String line = iterator.next();
        if (line.startsWith("data:")) {
          return JsonMapper.shared().readTree(line.substring(5));
        }
      }
      throw new IllegalStateException("The stream has ended");
    }

    private long millisUntilTheEnd() {
      long began = System.nanoTime();
      while (iterator.hasNext()) {
        iterator.next();
      }
      return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    @Override
    public void close() {
      lines.close();
    }
  }

  @Test
  void passkey_added_letsItsAgentIn_untilItIsRemoved() throws Exception {
    String origin = "http://localhost:" + service.port();
    DeskBrowser kuno = agent("kuno", "Kuno", "agent");
    assertThat(kuno.ask("GET", "/session", null).path("passkeys").asBoolean()).isFalse();
    refused(kuno.call("POST", "/passkeys/challenge", Map.of()), 409);
    DeskBrowser laptop = new DeskBrowser(origin, contract);
    laptop.ask("POST", "/session", Map.of("login", "kuno", "password", PASSWORD));
    assertThat(laptop.ask("GET", "/session", null).path("passkeys").asBoolean()).isTrue();
    SoftAuthenticator key = new SoftAuthenticator("localhost", origin);
    JsonNode offer = laptop.ask("POST", "/passkeys/challenge", null);
    Attestation made =
        key.make(offer.path("challenge").asString(), offer.path("user").path("id").asString());
    refused(laptop.call("POST", "/passkeys", Map.of("label", "Laptop")), 400);
    laptop.ask("POST", "/passkeys", made("Laptop", made));
    refused(laptop.call("POST", "/passkeys", made("Again", made)), 403);
    String id = laptop.ask("GET", "/passkeys", null).at("/passkeys/0/id").asString();

    DeskBrowser phone = new DeskBrowser(origin, contract);
    Map<String, String> proof = proof(key, phone);
    assertThat(phone.ask("POST", "/session/passkey", proof).path("login").asString())
        .isEqualTo("kuno");
    assertThat(phone.ask("GET", "/passkeys", null).at("/passkeys/0/lastUsedAt").isNull()).isFalse();
    DeskBrowser other = new DeskBrowser(origin, contract);
    refused(other.call("POST", "/session/passkey", proof), 401);
    Map<String, String> strange = proof(new SoftAuthenticator("localhost", origin).of("AA"), other);
    refused(other.call("POST", "/session/passkey", strange), 401);
    SoftAuthenticator abroad = key.at("https://elsewhere.example");
    refused(other.call("POST", "/session/passkey", proof(abroad, other)), 401);
    key.at(origin);
    refused(other.call("POST", "/session/passkey", proof(key.counting(1), other)), 401);

    admin.ask("PATCH", "/agents/kuno", Map.of("disabled", true));
    refused(phone.call("GET", "/passkeys", null), 401);
    refused(other.call("POST", "/session/passkey", proof(key.counting(9), other)), 401);
    admin.ask("PATCH", "/agents/kuno", Map.of("disabled", false));
    phone.ask("POST", "/session/passkey", proof(key.counting(10), phone));
    laptop.ask("POST", "/session", Map.of("login", "kuno", "password", PASSWORD));
    try (EventLines events = new EventLines(phone.events())) {
      refused(laptop.call("DELETE", "/passkeys/none", null), 404);
      laptop.ask("DELETE", "/passkeys/" + id, null);
      assertThat(events.millisUntilTheEnd()).isLessThan(2_000);
    }
    assertThat(laptop.call("GET", "/conversations", null).statusCode()).isEqualTo(200);
    assertThat(deeds(admin.ask("GET", "/audit", null).path("entries"), "kuno"))
        .contains("removed-passkey ", "logged-in-by-passkey ", "added-passkey ");
  }

  @Test
  void passkeys_ofADeviceThatWasLost_areRemovedByAnAdministrator() throws Exception {
    String origin = "http://localhost:" + service.port();
    agent("hori", "Hori", "agent");
    DeskBrowser hori = new DeskBrowser(origin, contract);
    hori.ask("POST", "/session", Map.of("login", "hori", "password", PASSWORD));
    SoftAuthenticator key = new SoftAuthenticator("localhost", origin);
    JsonNode offer = hori.ask("POST", "/passkeys/challenge", null);
    Attestation made =
        key.make(offer.path("challenge").asString(), offer.path("user").path("id").asString());
    hori.ask("POST", "/passkeys", made("Laptop", made));
    DeskBrowser lost = new DeskBrowser(origin, contract);
    lost.ask("POST", "/session/passkey", proof(key, lost));
    assertThat(admin.ask("GET", "/agents", null).path("agents").toString())
        .contains("\"passkeys\":1");

    refused(admin.call("DELETE", "/agents/nobody/passkeys", null), 404);
    admin.ask("DELETE", "/agents/hori/passkeys", null);

    refused(lost.call("GET", "/conversations", null), 401);
    refused(lost.call("POST", "/session/passkey", proof(key, lost)), 401);
    assertThat(hori.call("GET", "/conversations", null).statusCode()).isEqualTo(200);
    assertThat(deeds(admin.ask("GET", "/audit", null).path("entries"), "sato"))
        .contains("removed-passkeys hori");
  }

  private static Map<String, Object> made(String label, Attestation answer) {
    return Map.of(
        "label",
        label,
        "clientDataJSON",
        answer.clientDataJson(),
        "attestationObject",
        answer.attestationObject(),
        "transports",
        answer.transports());
  }

  private static Map<String, String> proof(SoftAuthenticator key, DeskBrowser browser)
      throws Exception {
    JsonNode asked = browser.ask("POST", "/session/passkey/challenge", null);
    Proof proof = key.prove(asked.path("challenge").asString());
    return Map.of(
        "id",
        proof.id(),
        "userHandle",
        proof.userHandle(),
        "clientDataJSON",
        proof.clientDataJson(),
        "authenticatorData",
        proof.authenticatorData(),
        "signature",
        proof.signature());
  }

  @Test
  void whatIsDone_isNotedWithoutWords() throws Exception {
    DeskBrowser ito = agent("ito", "Ito", "agent");
    Customer customer = new Customer();
    customer.choose("cannot-send");
    customer.choose("person");
    customer.choose("decline");
    await().atMost(PATIENCE).until(() -> !customer.show().path("ticket").isNull());
    String ticket = "built-in/" + customer.show().path("ticket").path("key").asString();
    String talk = "/conversations/" + customer.id;
    long epoch = ito.ask("GET", talk, null).path("epoch").asLong();
    refused(ito.call("POST", talk + "/claim", Map.of("epoch", epoch - 1)), 409);
    long held = ito.ask("POST", talk + "/claim", Map.of("epoch", epoch)).path("epoch").asLong();
    String secret = "口外無用";
    ito.ask(
        "POST", talk + "/replies", Map.of("epoch", held, "clientMessageId", "a1", "text", secret));
    ito.ask("POST", talk + "/notes", Map.of("clientMessageId", "a2", "text", secret));
    ito.ask("POST", talk + "/hand-back", Map.of("epoch", held));
    ito.ask("POST", "/tickets/" + ticket + "/comments", comment("a3", secret, true));
    ito.ask(
        "POST", "/tickets/" + ticket + "/close", Map.of("clientMessageId", "a4", "text", secret));
    ito.ask("POST", "/tickets/" + ticket + "/reopen", Map.of("clientMessageId", "a5"));
    ito.ask("DELETE", "/session", null);
    admin.ask("PATCH", "/agents/ito", Map.of("role", "admin"));
    admin.ask("PATCH", "/agents/ito", Map.of("disabled", true));

    JsonNode entries = admin.ask("GET", "/audit", null).path("entries");

    assertThat(deeds(entries, "ito"))
        .containsExactly(
            "logged-out ",
            "reopened " + ticket,
            "closed " + ticket,
            "commented " + ticket,
            "handed-back " + customer.id,
            "noted " + customer.id,
            "replied " + customer.id,
            "claimed " + customer.id,
            "joined ");
    assertThat(deeds(entries, "sato"))
        .contains("disabled ito", "made-admin ito", "invited ito", "became-administrator ");
    assertThat(entries.toString()).doesNotContain(secret);
  }

  private static List<String> deeds(JsonNode entries, String login) {
    return entries
        .valueStream()
        .filter(entry -> entry.path("login").asString().equals(login))
        .map(entry -> entry.path("deed").asString() + " " + entry.path("subject").asString())
        .toList();
  }

  private static @Nullable Map<String, String> body(String method) {
    return method.equals("GET") ? null : Map.of();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/chat",
        "/demo",
        "/openapi",
        "/js/annai-chat.js",
        "/actuator/health",
        "/nothing"
      })
  void everyOtherRoute_isAsBefore_withoutASessionOrAToken(String path) throws Exception {
    HttpResponse<String> answer = service.call("GET", path, null, null);

    assertThat(answer.statusCode()).isIn(200, 302, 404);
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("X-Frame-Options")).isEmpty();
  }

  @Test
  void customersApi_withAnAgentsCookies_asksForItsOwnTokenAndNoOther() throws Exception {
    HttpResponse<String> begun = admin.send("POST", CUSTOMERS, Map.of("language", "en"), Map.of());
    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(begun.headers().allValues("Set-Cookie")).isEmpty();
    String id = JsonMapper.shared().readTree(begun.body()).path("id").asString();

    assertThat(admin.send("GET", CUSTOMERS + "/" + id, null, Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void page_hasAPolicyThatLetsNothingIn() throws Exception {
    HttpResponse<String> page = browser().send("GET", "/desk", null, Map.of());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(
            browser().send("GET", "/desk/setup", null, Map.of()).headers().firstValue("Location"))
        .contains("../desk#/setup");
  }

  @Test
  void logIn_gives_aNewSessionThatScriptsCantRead() throws Exception {
    agent("hara", "Hara", "agent");
    DeskBrowser hara = browser();
    hara.setCookie("annai-desk", "MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAw");
    HttpResponse<String> in =
        hara.call("POST", "/session", Map.of("login", "hara", "password", PASSWORD));

    assertThat(in.statusCode()).isEqualTo(200);
    String cookie =
        in.headers().allValues("Set-Cookie").stream()
            .filter(one -> one.startsWith("annai-desk="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(in.headers().allValues("Set-Cookie"))
        .filteredOn(one -> one.startsWith("annai-desk-csrf="))
        .singleElement()
        .asString()
        .contains("SameSite=Strict", "Path=/")
        .doesNotContain("HttpOnly");
    String first = hara.cookie("annai-desk").orElseThrow();
    hara.call("POST", "/session", Map.of("login", "hara", "password", PASSWORD));

    DeskBrowser thief = browser();
    thief.setCookie("annai-desk", first);
    assertThat(hara.cookie("annai-desk")).isNotEqualTo(Optional.of(first));
    refused(thief.call("GET", "/conversations", null), 401);
    hara.ask("DELETE", "/session", null);
    refused(hara.call("GET", "/conversations", null), 401);
  }

  @Test
  void logIn_wrong_isAnsweredAlikeForKnownAndUnknown() throws Exception {
    DeskBrowser stranger = browser();
    HttpResponse<String> unknown =
        stranger.call("POST", "/session", Map.of("login", "nobody", "password", PASSWORD));
    HttpResponse<String> wrong =
        stranger.call("POST", "/session", Map.of("login", "sato", "password", "wrong password"));
    refused(unknown, 401);
    refused(wrong, 401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    for (int i = 0; i < 9; i++) {
      stranger.call("POST", "/session", Map.of("login", "nobody", "password", PASSWORD));
    }
    HttpResponse<String> waits =
        stranger.call("POST", "/session", Map.of("login", "nobody", "password", PASSWORD));
    refused(waits, 429);
    assertThat(waits.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void agent_disabled_isOutAtOnce() throws Exception {
    DeskBrowser abe = agent("abe", "Abe", "agent");
    assertThat(abe.call("GET", "/conversations", null).statusCode()).isEqualTo(200);

    admin.ask("PATCH", "/agents/abe", Map.of("disabled", true));
    refused(abe.call("GET", "/conversations", null), 401);
    admin.ask("PATCH", "/agents/abe", Map.of("disabled", false));

    refused(abe.call("GET", "/conversations", null), 401);
    refused(admin.call("PATCH", "/agents/sato", Map.of("role", "agent")), 409);
  }

  @Test
  void password_changed_endsTheOtherSessions() throws Exception {
    DeskBrowser kato = agent("kato", "Kato", "agent");
    DeskBrowser elsewhere = browser();
    elsewhere.ask("POST", "/session", Map.of("login", "kato", "password", PASSWORD));

    refused(
        kato.call("PUT", "/password", Map.of("present", "wrong", "next", "another horse 馬")), 403);
    kato.ask("PUT", "/password", Map.of("present", PASSWORD, "next", "another horse 馬"));

    assertThat(kato.call("GET", "/conversations", null).statusCode()).isEqualTo(200);
    refused(elsewhere.call("GET", "/conversations", null), 401);
  }

  @Test
  void customerWhoWaits_isClaimedAnsweredAndHandedBack() throws Exception {
    Customer customer = new Customer();
    customer.choose("cannot-send");
    customer.choose("person");
    JsonNode queue = admin.ask("GET", "/conversations?list=waiting", null);
    assertThat(queue.path("waiting").asInt()).isPositive();
    assertThat(queue.path("conversations").findValuesAsString("id")).contains(customer.id);

    String path = "/conversations/" + customer.id;
    JsonNode shown = admin.ask("GET", path + "?language=en", null);
    long epoch = shown.path("epoch").asLong();
    // a probe that ends, or a ticket that opens, in between is news: then the next tag must hold
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> tagged = admin.call("GET", path, null);
              String tag = tagged.headers().firstValue("ETag").orElseThrow();
              assertThat(
                      admin
                          .send("GET", API + path, null, Map.of("If-None-Match", tag))
                          .statusCode())
                  .isEqualTo(304);
            });

    long claimed =
        admin.ask("POST", path + "/claim", Map.of("epoch", epoch)).path("epoch").asLong();
    DeskBrowser late = agent("ueda", "Ueda", "agent");
    HttpResponse<String> stale = late.call("POST", path + "/claim", Map.of("epoch", epoch));
    refused(stale, 409);
    assertThat(JsonMapper.shared().readTree(stale.body()).path("agent").asString()).isEqualTo("佐藤");

    Map<String, Object> reply =
        Map.of("epoch", claimed, "clientMessageId", "r1", "text", "今、確認します。<b>");
    JsonNode first = admin.ask("POST", path + "/replies", reply);
    assertThat(admin.ask("POST", path + "/replies", reply)).isEqualTo(first);
    admin.ask("POST", path + "/notes", Map.of("clientMessageId", "n1", "text", "内部メモ"));
    customer.awaitRow(row -> row.path("body").path("text").asString("").equals("今、確認します。<b>"));
    assertThat(customer.show().toString()).doesNotContain("内部メモ");
    assertThat(admin.ask("GET", path, null).path("rows").toString()).contains("内部メモ");

    admin.ask("POST", path + "/hand-back", Map.of("epoch", claimed));
    assertThat(customer.show().path("withAgent").asBoolean()).isFalse();
    refused(
        admin.call(
            "POST",
            path + "/replies",
            Map.of("epoch", claimed, "clientMessageId", "r2", "text", "late")),
        409);
    refused(
        admin.call(
            "POST",
            path + "/replies",
            Map.of("epoch", claimed + 1, "clientMessageId", "r3", "text", "bell \u0007")),
        400);
    refused(admin.call("GET", "/conversations/nothing", null), 404);
  }

  @Test
  void conversation_steppedProbedPassedOnAndSolved_isWhatTheContractSays() throws Exception {
    DeskBrowser ogawa = agent("ogawa", "Ogawa", "agent");
    Customer customer = new Customer();
    customer.choose("cannot-send");
    customer.choose("mail-client:outlook-2016");
    customer.choose("person");
    customer.choose("decline");
    await().atMost(PATIENCE).until(() -> !customer.show().path("ticket").isNull());
    String path = "/conversations/" + customer.id;
    JsonNode procedure = outlook(admin.ask("GET", path + "/procedures?language=en", null));
    JsonNode step = procedure.path("steps").get(procedure.path("steps").size() - 1);
    Map<String, Object> at =
        Map.of(
            "mailClient",
            "outlook-2016",
            "phase",
            step.path("phase").asString(),
            "step",
            step.path("id").asString());

    long epoch = admin.ask("GET", path, null).path("epoch").asLong();
    long held = admin.ask("POST", path + "/claim", Map.of("epoch", epoch)).path("epoch").asLong();
    admin.ask("POST", path + "/steps", Map.of("epoch", held, "clientMessageId", "s1", "step", at));
    customer.awaitRow(
        row ->
            row.path("from").asString().equals("agent")
                && row.path("type").asString().equals("step"));
    refused(admin.call("POST", path + "/steps", Map.of("epoch", held)), 400);
    admin.ask("POST", path + "/probe", Map.of("epoch", held));
    refused(
        admin.call(
            "POST",
            path + "/pass-on",
            Map.of("epoch", held, "clientMessageId", "p0", "to", "nobody")),
        400);
    long passed =
        admin
            .ask(
                "POST",
                path + "/pass-on",
                Map.of("epoch", held, "clientMessageId", "p1", "to", "ogawa", "note", "内々に"))
            .path("epoch")
            .asLong();
    assertThat(customer.show().toString()).doesNotContain("内々に");
    JsonNode mine = ogawa.ask("GET", "/conversations", null).path("mine").get(0);
    assertThat(mine.path("id").asString()).isEqualTo(customer.id);
    assertThat(mine.path("passedBy").asString()).isEqualTo("佐藤");
    ogawa.ask("POST", path + "/hand-back", Map.of("epoch", passed, "at", at));
    assertThat(customer.show().path("withAgent").asBoolean()).isFalse();
    long again =
        ogawa.ask("POST", path + "/claim", Map.of("epoch", passed + 1)).path("epoch").asLong();
    ogawa.ask(
        "POST",
        path + "/solve",
        Map.of("epoch", again, "clientMessageId", "w1", "text", "お待たせしました"));
    assertThat(customer.show().path("state").asString()).isEqualTo("solved");
    customer.awaitRow(
        row -> row.path("body").path("status").asString("").equalsIgnoreCase("closed"));

    JsonNode found =
        ogawa.ask("GET", "/conversations/search?held=solved&text=" + customer.id, null);
    assertThat(found.path("conversations").findValuesAsString("id")).containsExactly(customer.id);
    refused(ogawa.call("GET", "/conversations/search?held=mars", null), 400);
    refused(ogawa.call("GET", "/conversations/search?page=20", null), 400);
    assertThat(deeds(admin.ask("GET", "/audit", null).path("entries"), "ogawa"))
        .contains("solved " + customer.id, "handed-back " + customer.id);
    assertThat(deeds(admin.ask("GET", "/audit", null).path("entries"), "sato"))
        .contains("passed-on " + customer.id, "probed " + customer.id, "sent-step " + customer.id);
  }

  private static JsonNode outlook(JsonNode procedures) {
    return procedures
        .path("procedures")
        .valueStream()
        .filter(one -> one.path("mailClient").asString().equals("outlook-2016"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cannedReplies_areEverybodysOrOnesOwn_andFilledForAConversation() throws Exception {
    DeskBrowser endo = agent("endo", "Endo", "agent");
    Map<String, Object> texts =
        Map.of("ja", "{customer}さま、{agent}です {ticket}", "en", "{agent} {ticket}");
    refused(endo.call("PUT", "/canned-replies/everybody/hi", texts), 403);
    refused(endo.call("PUT", "/canned-replies/mine/HI", texts), 400);
    refused(endo.call("PUT", "/canned-replies/mine/hi", Map.of("ja", "x")), 400);
    refused(endo.call("PUT", "/canned-replies/mine/hi", Map.of("ja", "{x}", "en", "x")), 400);
    endo.ask("PUT", "/canned-replies/mine/hi", texts);
    admin.ask("PUT", "/canned-replies/everybody/hi", texts);
    assertThat(reply(endo, "", "hi").path("owner").asString()).isEqualTo("mine");
    assertThat(reply(admin, "", "hi").path("owner").asString()).isEqualTo("everybody");
    assertThat(reply(endo, "", "hello").path("owner").asString()).isEqualTo("shipped");

    Customer customer = new Customer();
    JsonNode filled = reply(endo, "/conversations/" + customer.id, "hi");
    assertThat(filled.path("ja").asString()).isEqualTo("お客さま、Endoです {ticket}");
    assertThat(filled.path("en").asString()).isEqualTo("Endo {ticket}");

    endo.ask("DELETE", "/canned-replies/mine/hi", null);
    refused(endo.call("DELETE", "/canned-replies/mine/hi", null), 404);
    admin.ask("DELETE", "/canned-replies/everybody/hi", null);
    assertThat(replies(endo, "")).doesNotContainKey("hi");
    assertThat(admin.ask("GET", "/mail-clients?language=en", null).toString())
        .contains("Outlook 2016");
    assertThat(endo.ask("GET", "/colleagues", null).path("colleagues").valueStream())
        .anySatisfy(
            one -> {
              assertThat(one.path("login").asString()).isEqualTo("endo");
              assertThat(one.path("presence").asString()).isEqualTo("online");
            });
  }

  private static JsonNode reply(DeskBrowser browser, String below, String shortcut)
      throws Exception {
    return Objects.requireNonNull(replies(browser, below).get(shortcut));
  }

  private static Map<String, JsonNode> replies(DeskBrowser browser, String below) throws Exception {
    return browser
        .ask("GET", below + "/canned-replies", null)
        .path("replies")
        .valueStream()
        .collect(Collectors.toMap(one -> one.path("shortcut").asString(), one -> one));
  }

  @Test
  void ticket_commentedAndClosed_reachesTheCustomerWhoIsAsked() throws Exception {
    Customer customer = new Customer();
    customer.choose("cannot-send");
    customer.choose("person");
    customer.choose("decline");
    await().atMost(PATIENCE).until(() -> !customer.show().path("ticket").isNull());
    String key = customer.show().path("ticket").path("key").asString();
    assertThat(
            admin
                .ask("GET", "/tickets?status=open&text=" + key.toLowerCase(Locale.ROOT), null)
                .path("tickets")
                .findValuesAsString("key"))
        .containsExactly(key);
    assertThat(admin.ask("GET", "/tickets?status=closed&text=" + key, null).path("tickets"))
        .isEmpty();

    String path = "/tickets/built-in/" + key;
    admin.ask("POST", path + "/comments", comment("c1", "ポートは 587 です", false));
    admin.ask("POST", path + "/comments", comment("c1", "ポートは 587 です", false));
    admin.ask("POST", path + "/comments", comment("c2", "内緒の話", true));
    customer.awaitRow(row -> row.path("body").path("text").asString("").equals("ポートは 587 です"));
    admin.ask("POST", path + "/close", Map.of("clientMessageId", "c3", "text", "設定を直しました"));
    customer.awaitRow(
        row -> row.path("body").path("status").asString("").equalsIgnoreCase("closed"));

    JsonNode shown = admin.ask("GET", path, null);
    assertThat(shown.path("open").asBoolean()).isFalse();
    assertThat(shown.path("comments").findValuesAsString("text"))
        .containsOnlyOnce("ポートは 587 です", "内緒の話", "設定を直しました");
    assertThat(customer.show().toString()).doesNotContain("内緒");
    await()
        .atMost(PATIENCE)
        .until(() -> customer.choices().stream().anyMatch("still-fails"::equals));
    admin.ask("POST", path + "/reopen", Map.of("clientMessageId", "c4"));
    assertThat(admin.ask("GET", path, null).path("open").asBoolean()).isTrue();
    refused(admin.call("GET", "/tickets/built-in/MAIL-0", null), 404);
    refused(admin.call("GET", "/tickets/jira/MAIL-1", null), 404);
    refused(admin.call("GET", "/tickets?status=broken", null), 400);
  }

  private static Map<String, Object> comment(String id, String text, boolean internal) {
    return Map.of("clientMessageId", id, "text", text, "internal", internal);
  }

  private final class Customer {

    private final String id;
    private final String token;

    private Customer() throws Exception {
      JsonNode begun = service.ask("POST", CUSTOMERS, null, "{\"language\": \"ja\"}");
      id = begun.path("id").asString();
      token = begun.path("token").asString();
    }

    private void choose(String choice) throws Exception {
      service.ask(
          "POST",
          CUSTOMERS + "/" + id + "/messages",
          token,
          "{\"clientMessageId\": \"%s\", \"choice\": \"%s\"}".formatted(UUID.randomUUID(), choice));
    }

    private JsonNode show() throws Exception {
      return service.ask("GET", CUSTOMERS + "/" + id, token, null);
    }

    private List<String> choices() throws Exception {
      return show().path("messages").findParents("choices").stream()
          .flatMap(body -> body.path("choices").findValuesAsString("id").stream())
          .toList();
    }

    private void awaitRow(Predicate<JsonNode> wanted) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (JsonNode row : show().path("messages")) {
                  if (wanted.test(row)) {
                    return true;
                  }
                }
                return false;
              });
    }
  }
}
