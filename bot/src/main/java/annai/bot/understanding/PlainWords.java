package annai.bot.understanding;

import java.util.Arrays;
import java.util.List;

/** Words that follow "password is" and the like without being the password. */
final class PlainWords {

  private static final CharSequence[] WORDS =
      words(
          Arrays.asList(
              ("wrong incorrect not correct right the my invalid rejected always still asked same fine stored saved expired"
                      + " required needed accepted refused unknown empty blank missing different set what changed failing"
                      + " failed valid being case very too now only also just never somehow definitely really and but for in"
                      + " on at with your our this that there it its they where which who when how why please prompt box field"
                      + " window popup dialog error reset recovery manager again over every each all any some none because so"
                      + " then than from into of or if as to be been was were are is has have had do does did can cannot can't"
                      + " won't don't doesn't didn't isn't wasn't could would should will may might must need needs get gets got"
                      + " keeps keep kept asking asks ask authentication protected secure safe strong weak long short okay"
                      + " forgotten forgot lost remembered entered typed known working works work gone off blocked locked"
                      + " disabled enabled denied unchanged identical encrypted sent visible hidden optional mandatory unique"
                      + " correctly before after sending send receiving mail email outlook thunderbird server smtp pop imap ssl"
                      + " tls starttls normal plain encrypted-password none kerberos ntlm oauth2 oauth login user username"
                      + " account address change update enter type use used using save remember show recover confirm check"
                      + " checkbox tick option settings setting screen through fails rejected. wrong. out up back here")
                  .split(" ")));

  private PlainWords() {}

  private static CharSequence[] words(List<String> words) {
    CharSequence[] sorted = words.toArray(CharSequence[]::new);
    Arrays.sort(sorted, PlainWords::compare);
    return sorted;
  }

  /** Whatever the case of its letters; makes no string of it. */
  static boolean contains(CharSequence word) {
    return Arrays.binarySearch(WORDS, word, PlainWords::compare) >= 0;
  }

  private static int compare(CharSequence a, CharSequence b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      int difference = Character.toLowerCase(a.charAt(i)) - Character.toLowerCase(b.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return a.length() - b.length();
  }
}
