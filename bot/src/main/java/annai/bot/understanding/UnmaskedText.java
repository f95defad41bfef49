package annai.bot.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wrote, before its secrets are masked: characters that are zeroed, and of which no
 * string is made.
 *
 * <p>Line breaks are {@code \n}. Controls, halves of surrogate pairs and invisible format
 * characters are left out, so that none of them hides a secret from the patterns. Not safe for use
 * by many threads.
 */
public final class UnmaskedText implements AutoCloseable {

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private final boolean readable;
  private char[] characters;

  private UnmaskedText(char[] characters, boolean readable) {
    this.characters = characters;
    this.readable = readable;
  }

  /** The text between two places of an array, which is copied. */
  public static UnmaskedText of(char[] source, int from, int to) {
    char[] kept = new char[to - from];
    int length = 0;
    boolean readable = true;
    for (int i = from; i < to; ) {
      int codePoint = Character.codePointAt(source, i, to);
      i += Character.charCount(codePoint);
      if (codePoint == '\r') {
        boolean paired = i < to && source[i] == '\n';
        length += paired ? 0 : Character.toChars('\n', kept, length);
      } else if (isText(codePoint)) {
        length += Character.toChars(codePoint, kept, length);
      } else {
        readable &= Character.getType(codePoint) == Character.FORMAT;
      }
    }
    char[] whole = Arrays.copyOf(kept, length);
    Arrays.fill(kept, '\0');
    return new UnmaskedText(whole, readable);
  }

  public static UnmaskedText of(String text) {
    return of(text.toCharArray(), 0, text.length());
  }

  private static boolean isText(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
      case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER;
      case Character.SURROGATE -> false;
      default -> true;
    };
  }

  /** In UTF-16 units. */
  public int length() {
    return characters.length;
  }

  public boolean isBlank() {
    return whole().codePoints().allMatch(c -> Character.isWhitespace(c) || c == 0x3000);
  }

  /** Whether there were neither controls nor halves of surrogate pairs in it. */
  public boolean isReadable() {
    return readable;
  }

  boolean contains(Pattern pattern) {
    return pattern.matcher(whole()).find();
  }

  /**
   * Replaces a part of what the pattern finds.
   *
   * @param part which part; null leaves what was found as it is
   * @return whether the text is another one now
   */
  boolean replace(Pattern pattern, String replacement, Function<Found, @Nullable Span> part) {
    List<Span> spans = new ArrayList<>();
    Matcher matcher = pattern.matcher(whole());
    while (matcher.find()) {
      Span span = part.apply(new Found(matcher));
      if (span != null && !isAt(span, replacement)) {
        spans.add(span);
      }
    }
    if (!spans.isEmpty()) {
      become(replaced(spans, replacement));
    }
    return !spans.isEmpty();
  }

  private boolean isAt(Span span, String replacement) {
    return CharSequence.compare(new View(characters, span.start, span.end), replacement) == 0;
  }

  private char[] replaced(List<Span> spans, String replacement) {
    int length = characters.length;
    for (Span span : spans) {
      length += replacement.length() - (span.end - span.start);
    }
    char[] replaced = new char[length];
    int from = 0;
    int to = 0;
    for (Span span : spans) {
      System.arraycopy(characters, from, replaced, to, span.start - from);
      to += span.start - from;
      replacement.getChars(0, replacement.length(), replaced, to);
      to += replacement.length();
      from = span.end;
    }
    System.arraycopy(characters, from, replaced, to, characters.length - from);
    return replaced;
  }

  private void become(char[] next) {
    close();
    characters = next;
  }

  /** To be called once nothing in the text is a secret any more. */
  String reveal() {
    return new String(characters);
  }

  private CharSequence whole() {
    return new View(characters, 0, characters.length);
  }

  /** Zeroes the characters. */
  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  /** Never what was written. */
  @Override
  public String toString() {
    return "UnmaskedText[" + characters.length + " characters]";
  }

  /** From the first character to the one behind the last. */
  record Span(int start, int end) {}

  /** What a pattern found; valid until the next one is looked for. */
  final class Found {

    private final Matcher matcher;

    private Found(Matcher matcher) {
      this.matcher = matcher;
    }

    CharSequence all() {
      return group(0);
    }

    CharSequence group(int group) {
      return new View(characters, matcher.start(group), matcher.end(group));
    }

    Span span(int group) {
      return new Span(matcher.start(group), matcher.end(group));
    }

    /** The beginning of a group, of so many characters. */
    Span span(int group, int length) {
      return new Span(matcher.start(group), matcher.start(group) + length);
    }

    /** All that was found behind a group. */
    Span behind(int group) {
      return new Span(matcher.end(group), matcher.end());
    }
  }

  /** A part of the array, without a copy. */
  private static final class View implements CharSequence {

    private final char[] characters;
    private final int from;
    private final int to;

    private View(char[] characters, int from, int to) {
      this.characters = characters;
      this.from = from;
      this.to = to;
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      return characters[from + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new View(characters, from + start, from + end);
    }

    /** Never what was written. */
    @Override
    public String toString() {
      return "View[" + length() + " characters]";
    }
  }
}
