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
                      + " checkbox tick option settings setting screen through fails rejected. wrong. out up back here"
                      + " help thanks thank thx urgent question questions issue issues problem problems hint hints policy"
                      + " rule rules length manual list file sheet note hash hashing security strength requirement"
                      + " requirements verification validation confirmation expiry expiration expires lock locks"
                      + " checker generator loop loops pop-up popups prompts boxes fields column row entry page link"
                      + " letter letters code codes word words sharing management handling storage store data info"
                      + " information text value string characters character digit digits number numbers new old current"
                      + " previous first second last both one two few many something anything nothing someone anyone"
                      + " everyone people person thing things time times day today yesterday tomorrow now morning week"
                      + " month year computer laptop phone tablet pc mac iphone ipad android windows program app browser"
                      + " website web site online page server's exchange office microsoft google yahoo gmail icloud becky"
                      + " provider internet network router support helpdesk agent pops popped comes came come appears"
                      + " appeared shows showed says said tells told happens happened stops stopped went goes going gone"
                      + " tried try trying put puts typing typed entering asks called call calls calling correct. know"
                      + " knows knew think thought guess want wants wanted like likes look looks looked see seen seems"
                      + " find found lose losing lost mine yours his her their them they we you he she i'm i've i'd"
                      + " you're that's what's it's let's yes no ok sure maybe perhaps sorry hello hi dear sir madam"
                      + " between during since until till while though although even however else instead without within"
                      + " about above below under near next via per plus minus more less most least much lot bit enough"
                      + " well better best bad worse worst good great nice easy hard difficult simple complex quick slow"
                      + " free full half real true false manually automatically repeatedly constantly continuously")
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
