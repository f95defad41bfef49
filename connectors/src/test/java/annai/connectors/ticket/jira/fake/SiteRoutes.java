package annai.connectors.ticket.jira.fake;

import annai.connectors.ticket.jira.fake.Routes.Call;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the site is like: itself, the login, project, types, priorities, statuses, fields. */
final class SiteRoutes {

  private final IssueJson json;
  private final String project;
  private final String base;

  SiteRoutes(IssueJson json, String project, String base) {
    this.json = json;
    this.project = project;
    this.base = base;
  }

  void addTo(Routes routes) {
    routes.on("GET", "/serverInfo", this::serverInfo);
    routes.on("GET", "/myself", call -> JiraAnswer.json(200, Account.ANNAI.json(json.flavour())));
    routes.on("GET", "/project/{}", this::project);
    routes.on("GET", "/issuetype", call -> JiraAnswer.json(200, named(Fields.TYPES, "1000")));
    routes.on("GET", "/priority", call -> JiraAnswer.json(200, named(Fields.PRIORITIES, "")));
    routes.on("GET", "/status", this::statuses);
    routes.on("GET", "/field", this::fields);
    routes.on("GET", "/issue/createmeta/{}/issuetypes", this::createTypes);
    routes.on("GET", "/issue/createmeta/{}/issuetypes/{}", this::createFields);
    routes.on("GET", "/user/search", this::people);
  }

  private JiraAnswer serverInfo(Call call) {
    ObjectNode node = IssueJson.object().put("baseUrl", base);
    switch (json.flavour()) {
      case DATA_CENTER -> {
        node.put("version", "10.3.4").put("deploymentType", "Server");
        node.putArray("versionNumbers").add(10).add(3).add(4);
      }
      case CLOUD -> {
        node.put("version", "1001.0.0-SNAPSHOT").put("deploymentType", "Cloud");
        node.putArray("versionNumbers").add(1001).add(0).add(0);
      }
    }
    return JiraAnswer.json(200, node.put("buildNumber", 100_300).put("serverTitle", "Fake"));
  }

  private JiraAnswer project(Call call) {
    known(call.part(0));
    ObjectNode node = IssueJson.object().put("id", "10000").put("key", project).put("name", "Mail");
    node.put("projectTypeKey", json.serviceDesk() ? "service_desk" : "software");
    node.set("issueTypes", named(Fields.TYPES, "1000"));
    return JiraAnswer.json(200, node);
  }

  private void known(String key) {
    if (!key.equals(project) && !key.equals("10000")) {
      throw new JiraRefusal(404, "No project could be found with key '" + key + "'.");
    }
  }

  private static JsonNode named(List<String> names, String idPrefix) {
    var list = JiraRequest.JSON.createArrayNode();
    for (String name : names) {
      list.add(
          IssueJson.object().put("id", idPrefix + (names.indexOf(name) + 1)).put("name", name));
    }
    return list;
  }

  private JiraAnswer statuses(Call call) {
    var list = JiraRequest.JSON.createArrayNode();
    for (Workflow.Status status : Workflow.Status.values()) {
      list.add(json.status(status));
    }
    return JiraAnswer.json(200, list);
  }

  private static final List<String> SYSTEM_FIELDS =
      List.of(
          "project",
          "issuetype",
          "summary",
          "description",
          "priority",
          "labels",
          "reporter",
          "assignee",
          "environment",
          "duedate");

  private JiraAnswer fields(Call call) {
    return JiraAnswer.json(200, allFields("id"));
  }

  private static JsonNode allFields(String idName) {
    var list = JiraRequest.JSON.createArrayNode();
    for (String name : SYSTEM_FIELDS) {
      list.add(IssueJson.object().put(idName, name).put("name", name).put("custom", false));
    }
    for (Map.Entry<String, String> field : Fields.CUSTOM.entrySet()) {
      list.add(
          IssueJson.object()
              .put(idName, field.getKey())
              .put("name", field.getValue())
              .put("custom", true));
    }
    return list;
  }

  private JiraAnswer createTypes(Call call) {
    known(call.part(0));
    return page("issueTypes", named(Fields.TYPES, "1000"));
  }

  private JiraAnswer createFields(Call call) {
    known(call.part(0));
    return page("fields", allFields("fieldId"));
  }

  private JiraAnswer page(String cloudName, JsonNode list) {
    ObjectNode page =
        IssueJson.object().put("startAt", 0).put("maxResults", 50).put("total", list.size());
    page.set(json.flavour() == Flavour.CLOUD ? cloudName : "values", list);
    return JiraAnswer.json(200, page);
  }

  private JiraAnswer people(Call call) {
    String name =
        switch (json.flavour()) {
          case DATA_CENTER -> call.query("username", "");
          case CLOUD -> call.query("query", "");
        };
    var list = JiraRequest.JSON.createArrayNode();
    for (Account account : List.of(Account.ANNAI, Account.AGENT)) {
      if (!name.isEmpty() && account.mailAddress().startsWith(name)) {
        list.add(account.json(json.flavour()));
      }
    }
    return JiraAnswer.json(200, list);
  }
}
