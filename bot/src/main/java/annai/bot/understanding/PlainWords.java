package annai.bot.understanding;

import java.util.Arrays;
import java.util.Set;

/** Words that follow "password is" and the like without being the password. */
final class PlainWords {

  static final Set<String> WORDS =
      Set.copyOf(
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
}
