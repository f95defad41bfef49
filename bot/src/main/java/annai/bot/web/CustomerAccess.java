package annai.bot.web;

import annai.bot.attachments.AttachmentLimits;
import annai.bot.attachments.TakenFile;
import annai.bot.runtime.Attachments;
import annai.bot.runtime.Conversations;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.LoginCheck;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.runtime.Conversations.View;
import annai.bot.runtime.FileLinks;
import annai.bot.runtime.Letters;
import annai.bot.runtime.SignIn;
import annai.bot.runtime.TicketEntrance;
import annai.connectors.probe.Credentials;
import annai.connectors.ticket.Ticket;
import annai.knowledge.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's requests reach of the conversations.
 *
 * <p>Every method behaves as the one of {@link Conversations} of the same name.
 */
public interface CustomerAccess {

  Started start(@Nullable Language language);

  /** As {@link TicketEntrance#open}. */
  Started startFromTicket(String ticketLink, @Nullable Language language);

  /** As {@link SignIn#begin}. */
  Started startSignedIn(String identity, @Nullable String ticketLink, @Nullable Language language);

  /** As {@link SignIn#signIn}. */
  Started signIn(String id, String token, String identity);

  void authorise(String id, String token);

  long say(String id, String clientMessageId, Input input);

  void cameBack(String id);

  View view(String id);

  List<Row> rows(String id, long afterSeq, int limit);

  List<Row> rowsFor(String id, String token, long afterSeq, int limit);

  AutoCloseable onNews(String id, Runnable wake);

  /** As {@link Letters#listening}. */
  void listening(Set<String> open, Set<String> opened);

  /** As {@link Letters#language}. */
  Language letterLanguage(String declineCode);

  /** As {@link Letters#decline}. */
  void declineLetters(String declineCode);

  LoginCheck checkLogin(String id, Credentials credentials);

  String resumeCode(String id);

  Started resume(String code);

  void erase(String id);

  Optional<Ticket> ticket(String id);

  /** As {@link Attachments#take}. */
  long attach(String id, String clientMessageId, TakenFile file);

  /** As {@link Attachments#link}. */
  Optional<FileLinks.Link> fileLink(String id, String file);

  /** As {@link Attachments#open}. */
  Optional<Attachments.Opened> openFile(String file, long expires, String signature);

  /** The conversations of this process. */
  static CustomerAccess to(
      Conversations conversations,
      TicketEntrance tickets,
      SignIn signIn,
      Letters letters,
      Attachments attachments,
      AttachmentLimits limits) {
    return new CustomerAccess() {
      @Override
      public Started start(@Nullable Language language) {
        return conversations.start(language);
      }

      @Override
      public Started startFromTicket(String ticketLink, @Nullable Language language) {
        return tickets.open(ticketLink, language);
      }

      @Override
      public Started startSignedIn(
          String identity, @Nullable String ticketLink, @Nullable Language language) {
        return signIn.begin(identity, ticketLink, language);
      }

      @Override
      public Started signIn(String id, String token, String identity) {
        return signIn.signIn(id, token, identity);
      }

      @Override
      public void authorise(String id, String token) {
        conversations.authorise(id, token);
      }

      @Override
      public long say(String id, String clientMessageId, Input input) {
        return conversations.say(id, clientMessageId, input);
      }

      @Override
      public void cameBack(String id) {
        conversations.cameBack(id);
      }

      @Override
      public View view(String id) {
        return conversations.view(id);
      }

      @Override
      public List<Row> rows(String id, long afterSeq, int limit) {
        return conversations.rows(id, afterSeq, limit);
      }

      @Override
      public List<Row> rowsFor(String id, String token, long afterSeq, int limit) {
        return conversations.rowsFor(id, token, afterSeq, limit);
      }

      @Override
      public AutoCloseable onNews(String id, Runnable wake) {
        return conversations.onNews(id, wake);
      }

      @Override
      public void listening(Set<String> open, Set<String> opened) {
        letters.listening(open, opened);
      }

      @Override
      public Language letterLanguage(String declineCode) {
        return letters.language(declineCode);
      }

      @Override
      public void declineLetters(String declineCode) {
        letters.decline(declineCode);
      }

      @Override
      public LoginCheck checkLogin(String id, Credentials credentials) {
        return conversations.checkLogin(id, credentials);
      }

      @Override
      public String resumeCode(String id) {
        return conversations.resumeCode(id);
      }

      @Override
      public Started resume(String code) {
        return conversations.resume(code);
      }

      @Override
      public void erase(String id) {
        conversations.erase(id);
      }

      @Override
      public Optional<Ticket> ticket(String id) {
        return conversations.ticket(id);
      }

      @Override
      public long attach(String id, String clientMessageId, TakenFile file) {
        return attachments.take(id, clientMessageId, file, limits);
      }

      @Override
      public Optional<FileLinks.Link> fileLink(String id, String file) {
        return attachments.link(id, file);
      }

      @Override
      public Optional<Attachments.Opened> openFile(String file, long expires, String signature) {
        return attachments.open(file, expires, signature);
      }
    };
  }
}
