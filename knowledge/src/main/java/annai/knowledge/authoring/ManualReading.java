package annai.knowledge.authoring;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's manual says, in its own words, each piece with its line.
 *
 * <p>Lines count from 1 as an editor shows them. Sections keep the order of the manual; one without
 * steps is here too, for its notes.
 *
 * @param repairs what was mended on the way and is sure
 * @param doubts what a person has to look at
 */
public record ManualReading(
    List<Section> sections,
    List<Term> terms,
    List<Reference> references,
    List<Remark> repairs,
    List<Remark> doubts) {

  public ManualReading {
    sections = List.copyOf(sections);
    terms = List.copyOf(terms);
    references = List.copyOf(references);
    repairs = repairs.stream().sorted().distinct().toList();
    doubts = doubts.stream().sorted().distinct().toList();
  }

  /** The sections that have steps. */
  public List<Section> procedures() {
    return sections.stream().filter(section -> !section.steps().isEmpty()).toList();
  }

  /** What a section is for. */
  public enum Kind {
    CONFIRM,
    CHANGE,
    SETUP;

    /** The word in outputs: "confirm", "change" or "setup". */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A mail client's part of a manual.
   *
   * @param number null when its heading has none
   */
  public record Entry(@Nullable String number, String title, int line) {}

  /**
   * One piece of a manual about one mail client.
   *
   * @param kind null for what stands directly below the mail client's heading and has no steps
   * @param number the section's number as meant; null when the manual has no numbers
   * @param explanations paragraphs that are neither a step nor a marked note
   */
  public record Section(
      @Nullable Kind kind,
      @Nullable String number,
      Entry entry,
      ManualMailClient mailClient,
      int line,
      List<Step> steps,
      List<Note> notes,
      List<Detail> explanations) {

    public Section {
      steps = List.copyOf(steps);
      notes = List.copyOf(notes);
      explanations = List.copyOf(explanations);
    }

    Section withNotes(List<Note> otherNotes) {
      return new Section(kind, number, entry, mailClient, line, steps, otherNotes, explanations);
    }
  }

  /** A step with the paragraphs that belong to it. */
  public record Step(String text, int line, List<Detail> details) {

    public Step {
      details = List.copyOf(details);
    }
  }

  /** A paragraph, mostly one below a step. */
  public record Detail(String text, int line) {}

  /**
   * Something to know beside the steps.
   *
   * @param date the date that the note is about; null when it names none, or only a month
   */
  public record Note(About about, @Nullable LocalDate date, String text, int line) {

    /** What a note is about. */
    public enum About {
      END_OF_SUPPORT,
      EXPLANATION;

      /** The word in outputs: "end_of_support" or "explanation". */
      public String id() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** A word that the manual explains. */
  public record Term(String name, String text, int line) {}

  /**
   * A section that only points to another one.
   *
   * @param section its number, or its title where the manual has no numbers
   * @param to the other one's number, or its title
   */
  public record Reference(String section, String to, int line) {}

  /** Something said about a line of the manual. */
  public record Remark(int line, String text) implements Comparable<Remark> {

    @Override
    public int compareTo(Remark other) {
      int byLine = Integer.compare(line, other.line);
      return byLine != 0 ? byLine : text.compareTo(other.text);
    }
  }
}
