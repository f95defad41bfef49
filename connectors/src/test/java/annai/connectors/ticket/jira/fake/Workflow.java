package annai.connectors.ticket.jira.fake;

import java.util.List;

/** Which statuses there are and how to get from one to another. */
public enum Workflow {
  /** 未着手 to 作業中 to 完了, from there back by reopening: closing takes two transitions. */
  STEPWISE,
  /** 未着手 and 作業中 lead to 完了 directly, too. */
  DIRECT,
  /** As {@link #DIRECT}; what leads to 完了 has a screen that wants a resolution. */
  SCREENED;

  enum Status {
    TO_DO("10000", "未着手", "new", "2", "blue-gray", "To Do"),
    IN_PROGRESS("10001", "作業中", "indeterminate", "4", "yellow", "In Progress"),
    DONE("10002", "完了", "done", "3", "green", "Done");

    final String id;
    final String label;
    final String category;
    final String categoryId;
    final String color;
    final String categoryLabel;

    Status(
        String id,
        String label,
        String category,
        String categoryId,
        String color,
        String categoryLabel) {
      this.id = id;
      this.label = label;
      this.category = category;
      this.categoryId = categoryId;
      this.color = color;
      this.categoryLabel = categoryLabel;
    }
  }

  record Transition(String id, String label, Status to) {}

  private static final Transition START = new Transition("11", "開始する", Status.IN_PROGRESS);
  private static final Transition FINISH = new Transition("21", "完了にする", Status.DONE);
  private static final Transition REOPEN = new Transition("31", "再開する", Status.TO_DO);

  boolean asks(Transition transition) {
    return this == SCREENED && transition.to() == Status.DONE;
  }

  List<Transition> from(Status status) {
    return switch (status) {
      case TO_DO -> this == STEPWISE ? List.of(START) : List.of(START, FINISH);
      case IN_PROGRESS -> List.of(FINISH);
      case DONE -> List.of(REOPEN);
    };
  }
}
