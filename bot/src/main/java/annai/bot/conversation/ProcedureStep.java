package annai.bot.conversation;

import annai.knowledge.Procedure;

/**
 * A step of a mail client's procedure.
 *
 * @param mailClient the catalogue id
 * @param step the id of the step within its phase; the check question's among the confirm steps
 */
public record ProcedureStep(String mailClient, Procedure.Phase phase, String step) {}
