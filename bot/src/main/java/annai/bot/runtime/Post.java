package annai.bot.runtime;

import annai.connectors.mailout.MailOut;
import java.net.URI;

/**
 * By what mail to customers goes out, and where its links lead.
 *
 * @param site where customers reach Annai, without a slash at its end
 */
public record Post(MailOut mailOut, String site) {

  URI goOn(String code) {
    return URI.create(site + "/chat#" + code);
  }

  URI decline(String code) {
    return URI.create(site + "/letters/" + code);
  }
}
