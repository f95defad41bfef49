/**
 * HTTP for agents: sessions, the JSON API under {@code /api/v1/desk} and the page {@code /desk}.
 *
 * <p>Guarded by Spring Security, which sees these addresses only. What changes is polled with
 * {@code If-None-Match}.
 */
@NullMarked
package annai.bot.web.desk;

import org.jspecify.annotations.NullMarked;
