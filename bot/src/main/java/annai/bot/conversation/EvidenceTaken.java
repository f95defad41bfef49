package annai.bot.conversation;

import annai.connectors.probe.ProbeResult;

/** A piece of evidence and why it was taken. */
public record EvidenceTaken(Purpose purpose, ProbeResult result) {}
