package annai.knowledge.authoring;

/**
 * A line of a manual that has text, without its markup.
 *
 * @param number from 1, as an editor shows it
 * @param raw the line with its tabs, invisible characters removed
 * @param text the line's words, blanks repaired
 * @param form what the markup says it is
 * @param level of a heading, from 1; 0 elsewhere
 * @param indent columns before the first character
 * @param afterBlank whether a blank line or a block's border stands above
 */
record ManualLine(
    int number, String raw, String text, Form form, int level, int indent, boolean afterBlank) {

  /** What the markup of a line says. */
  enum Form {
    HEADING,
    BOLD,
    ITEM,
    ROW,
    PLAIN
  }

  ManualLine as(Form otherForm, int otherLevel) {
    return new ManualLine(number, raw, text, otherForm, otherLevel, indent, afterBlank);
  }

  ManualLine withText(String otherText) {
    return new ManualLine(number, raw, otherText, form, level, indent, afterBlank);
  }

  boolean isHeading() {
    return form == Form.HEADING;
  }
}
