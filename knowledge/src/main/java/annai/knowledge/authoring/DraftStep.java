package annai.knowledge.authoring;

import annai.knowledge.Control;
import annai.knowledge.authoring.ManualReading.Detail;
import annai.knowledge.authoring.ManualReading.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manual's step as a draft: its details joined, its labels guessed to be controls.
 *
 * @param text with the controls' ids in braces, as the loader wants it
 * @param source the manual's own words
 */
record DraftStep(int line, String text, List<DraftControl> controls, String source) {

  /** A label that the text touches; kind and id are guesses. */
  record DraftControl(String id, Control.Kind kind, String label) {}

  private static final int MOST = 12;
  private static final Pattern LABEL =
      Pattern.compile("\\[([^\\[\\]「」]{1,60})]|「([^\\[\\]「」]{1,60})」|［([^［］]{1,60})］");
  private static final Pattern NO_CONTROL =
      Pattern.compile("^\\s?(?:画面|ウィンドウ|ダイアログ|として|の場合|方式|と表示|が表示|か(?:どうか|を))");
  private static final Pattern QUESTION =
      Pattern.compile(
          "場合|(?:です|ます|ました|でしょう)か|かどうか|[?？]|\\b(?:if|whether)\\b", Pattern.CASE_INSENSITIVE);

  /** What a control is, by the words that follow its label; the first that fits. */
  private static final Map<String, Control.Kind> KINDS = kinds();

  private static Map<String, Control.Kind> kinds() {
    Map<String, Control.Kind> kinds = new LinkedHashMap<>();
    kinds.put("^\\s?の?タブ", Control.Kind.TAB);
    kinds.put("^\\s?メニュー", Control.Kind.MENU);
    kinds.put("^\\s?(?:の)?(?:ボタン|を(?:クリック|押|タップ))", Control.Kind.BUTTON);
    kinds.put("^\\s?(?:アイコン)", Control.Kind.ICON);
    kinds.put("チェック|オプション", Control.Kind.CHECKBOX);
    kinds.put("^\\s?(?:を|が)?(?:オン|オフ)", Control.Kind.SWITCH);
    kinds.put("^\\s?(?:の)?(?:欄|値|に|を\\s?[「\\[])|入力|変更", Control.Kind.FIELD);
    kinds.put("^\\s?から|リスト|一覧", Control.Kind.LIST);
    return kinds;
  }

  static DraftStep of(Step step) {
    String source = step.text();
    for (Detail detail : step.details()) {
      source = ManualText.join(source, detail.text());
    }
    Map<String, DraftControl> controls = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    Matcher label = LABEL.matcher(source);
    int from = 0;
    while (label.find()) {
      String printed = printed(label);
      String rest = source.substring(label.end());
      text.append(withoutBraces(source.substring(from, label.start())));
      if (isControl(printed, rest, controls)) {
        DraftControl control =
            controls.computeIfAbsent(printed, name -> control(name, rest, controls.size() + 1));
        text.append('{').append(control.id()).append('}');
      } else {
        text.append(withoutBraces(label.group()));
      }
      from = label.end();
    }
    text.append(withoutBraces(source.substring(from)));
    return new DraftStep(step.line(), text.toString(), new ArrayList<>(controls.values()), source);
  }

  private static String printed(Matcher label) {
    String printed = label.group(1) != null ? label.group(1) : label.group(2);
    return (printed != null ? printed : label.group(3)).strip();
  }

  private static boolean isControl(
      String printed, String rest, Map<String, DraftControl> controls) {
    boolean known = controls.containsKey(printed);
    return !printed.isEmpty()
        && !printed.matches("[0-9０-９.]+|なし|オン|オフ")
        && !NO_CONTROL.matcher(rest).find()
        && (known || controls.size() < MOST);
  }

  private static DraftControl control(String printed, String rest, int place) {
    String after = rest.substring(0, Math.min(rest.length(), 16)).split("[。、]", 2)[0];
    Control.Kind kind =
        KINDS.entrySet().stream()
            .filter(entry -> Pattern.compile(entry.getKey()).matcher(after).find())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Control.Kind.BUTTON);
    return new DraftControl(kind.id() + "-" + place, kind, withoutBraces(printed));
  }

  /** The loader reads braces as names; a manual's own become full-width ones. */
  static String withoutBraces(String text) {
    return text.replace('{', '｛').replace('}', '｝');
  }

  /** Whether it asks or describes what to look for, as a check does. */
  boolean isQuestion() {
    return QUESTION.matcher(source).find();
  }
}
