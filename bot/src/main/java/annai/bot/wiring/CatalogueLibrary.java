package annai.bot.wiring;

import annai.knowledge.ErrorText;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.MailClient;
import annai.knowledge.Passage;
import annai.knowledge.Procedure;
import annai.knowledge.Provider;
import annai.knowledge.Term;
import java.util.List;
import java.util.Optional;

/** A library to look up by key; searching it finds nothing. */
record CatalogueLibrary(Knowledge knowledge) implements Library {

  @Override
  public String revision() {
    return knowledge.revision();
  }

  @Override
  public Provider provider() {
    return knowledge.provider();
  }

  @Override
  public List<MailClient> mailClients() {
    return knowledge.mailClients();
  }

  @Override
  public Optional<MailClient> mailClient(String id) {
    return knowledge.mailClient(id);
  }

  @Override
  public Optional<Procedure> procedure(String mailClientId) {
    return knowledge.procedure(mailClientId);
  }

  @Override
  public List<Term> terms() {
    return knowledge.terms();
  }

  @Override
  public List<ErrorText> errorTexts() {
    return knowledge.errorTexts();
  }

  @Override
  public List<Passage> search(String question, Language language, int limit) {
    return List.of();
  }
}
