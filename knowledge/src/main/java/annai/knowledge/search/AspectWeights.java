package annai.knowledge.search;

/** How much more likely each aspect of a question makes a kind of unit. */
final class AspectWeights {

  private AspectWeights() {}

  static double of(SearchVocabulary.Aspect aspect, Unit unit, boolean noMailClient) {
    return switch (aspect) {
      case SUPPORT -> unit.kind() == Unit.Kind.NOTE && unit.section().endsWith(".2") ? 4 : 1;
      case DEFINITION -> unit.kind() == Unit.Kind.TERM && noMailClient ? 3 : 1;
      case WHEN -> when(unit, noMailClient);
      case WHY -> isIntro(unit) && noMailClient ? 2 : 1;
      case CLIENTS -> unit.section().equals("toc") ? noMailClient ? 5 : 2 : 1;
      case CHECK -> isCheck(unit) ? 2.2 : 1;
      case CHANGE -> unit.kind() == Unit.Kind.CHANGE ? 2.5 : 1;
    };
  }

  private static double when(Unit unit, boolean noMailClient) {
    if (unit.kind() == Unit.Kind.NOTE) {
      return 2;
    }
    return isIntro(unit) && noMailClient ? 3 : 1;
  }

  private static boolean isIntro(Unit unit) {
    return unit.section().equals("intro");
  }

  private static boolean isCheck(Unit unit) {
    return unit.kind() == Unit.Kind.CONFIRM
        || (unit.kind() == Unit.Kind.TOPIC && unit.section().endsWith(".1"));
  }
}
