package annai.bot.wording;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Every key of the page's wording, with the placeholders that it must have. */
final class PageKeys {

  /** By key, the placeholders with their braces. */
  static final Map<String, Set<String>> ALL =
      read(
          """
          languageName
          title
          line
          language
          menu
          startOver
          otherDevice
          erase
          person
          transcript
          message
          placeholder
          send
          choices
          step {n} {of}
          phases.confirm
          phases.change
          phases.check
          screens.ja
          screens.en
          screenLanguage
          enlarge
          allSteps
          agent
          you
          sending
          notSent
          refused
          tooLong
          tooMany
          offline
          reconnecting
          unavailable
          gone
          ticketLinkGone
          ticketLinkLater
          ticketLinkInUse
          codeGone
          letterGone
          testMail
          testMailHow
          openMailClient
          copy
          copied
          qr
          qrAlt
          waitingForMail
          credentials
          credentialsNote
          userName
          password
          check
          checking
          loginTries {minutes}
          loginNotOffered
          loginFailed
          needBoth
          probe
          stages.dns
          stages.connect
          stages.banner
          stages.ehlo
          stages.starttls
          stages.tls
          stages.ehlo-again
          stages.auth-offered
          stages.auth
          stages.mail
          stages.rcpt
          stages.data
          stages.quit
          states.ok
          states.warning
          states.failed
          states.not-run
          states.not-asked
          evidence.good
          evidence.bad
          evidence.unsure
          ticket
          ticketStates.opening
          ticketStates.open
          ticketStates.closed
          ticketStates.reopened
          handoff.called
          handoff.claimed
          handoff.released
          typing
          source
          cancel
          close
          eraseTitle
          eraseText
          eraseDo
          startOverTitle
          startOverText
          deviceTitle
          deviceText
          copyLink
          erased
          again
          settings
          list {one} {next}
          codeQr
          codeQrAlt
          larger
          smaller
          download
          transcriptFile {date}
          transcriptTicket {key} {status}
          bot
          files.attach
          files.camera
          files.sending
          files.waiting
          files.beingSent
          files.progress {name}
          files.cancel {name}
          files.retry
          files.sent {name}
          files.notSent
          files.refused
          files.notOpened
          files.picture {name}
          fileRefusals.empty
          fileRefusals.page
          fileRefusals.program
          fileRefusals.archive
          fileRefusals.unknown-kind
          fileRefusals.broken
          fileRefusals.too-many-pixels
          fileRefusals.too-large
          fileRefusals.too-many-files
          fileRefusals.too-much
          widget.open
          widget.close
          widget.unread {count}
          widget.loading
          widget.notHere
          widget.ownWindow
          """);

  private PageKeys() {}

  /** Whether keys begin with this word and a dot. */
  static boolean isGroup(String name) {
    return ALL.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
  }

  private static Map<String, Set<String>> read(String lines) {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    lines
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> keys.put(words[0], Set.of(Arrays.copyOfRange(words, 1, words.length))));
    return Collections.unmodifiableMap(keys);
  }
}
