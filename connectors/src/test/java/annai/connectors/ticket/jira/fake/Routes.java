package annai.connectors.ticket.jira.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request is answered by what. Paths below {@code /rest/api/N}, escapes taken out. */
final class Routes {

  /** A request whose path has been taken apart. */
  record Call(JiraRequest request, List<String> parts) {

    String part(int index) {
      return parts.get(index);
    }

    String query(String name, String otherwise) {
      return request.query().getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise, int most) {
      String text = query(name, Integer.toString(otherwise));
      if (!text.matches("\\d{1,9}")) {
        throw new JiraRefusal(400, "'" + text + "' is no value for " + name + ".");
      }
      return Math.min(Integer.parseInt(text), most);
    }
  }

  /** Answers a call, or throws a {@link JiraRefusal}. */
  interface Handler {
    JiraAnswer answer(Call call);
  }

  private record Route(String method, Pattern path, Handler handler) {}

  private final List<Route> routes = new ArrayList<>();

  void on(String method, String path, Handler handler) {
    routes.add(new Route(method, Pattern.compile(path.replace("{}", "([^/]+)")), handler));
  }

  JiraAnswer answer(JiraRequest request, String root) {
    if (!request.path().startsWith(root + "/")) {
      return JiraAnswer.html(404, "Not Found");
    }
    boolean known = false;
    for (Route route : routes) {
      Matcher path = route.path().matcher(request.path().substring(root.length()));
      if (path.matches()) {
        known = true;
        if (route.method().equals(request.method())) {
          return answer(route.handler(), request, path);
        }
      }
    }
    return JiraAnswer.html(known ? 405 : 404, known ? "Method Not Allowed" : "Not Found");
  }

  private static JiraAnswer answer(Handler handler, JiraRequest request, Matcher path) {
    List<String> parts = new ArrayList<>();
    for (int group = 1; group <= path.groupCount(); group++) {
      parts.add(JiraRequest.decode(path.group(group).replace("+", "%2B")));
    }
    try {
      return handler.answer(new Call(request, parts));
    } catch (JiraRefusal e) {
      return e.answer();
    }
  }
}
