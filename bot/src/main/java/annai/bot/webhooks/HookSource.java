package annai.bot.webhooks;

import annai.connectors.webhook.TicketHook;
import annai.connectors.webhook.WebhookVerifier;
import java.util.function.Predicate;

/**
 * Who sends webhooks, and how they are verified and read.
 *
 * @param system the name in the address, and of the ticket system
 * @param signsId whether the signature covers the delivery id; if not, bodies are known again, too
 * @param own whether an account of the ticket system is the one that we act by
 */
public record HookSource(
    String system,
    WebhookVerifier verifier,
    TicketHook hook,
    boolean signsId,
    Predicate<String> own) {}
