package annai.connectors.ticket.jira.fake;

import java.util.Map;

/** The request is answered with an error. */
final class JiraRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient JiraAnswer answer;

  JiraRefusal(int status, String message) {
    super(message);
    this.answer = JiraAnswer.error(status, message);
  }

  JiraRefusal(Map<String, String> fieldErrors) {
    super(fieldErrors.toString());
    this.answer = JiraAnswer.fieldErrors(fieldErrors);
  }

  JiraRefusal(JiraAnswer answer) {
    super("status " + answer.status());
    this.answer = answer;
  }

  JiraAnswer answer() {
    return answer;
  }
}
