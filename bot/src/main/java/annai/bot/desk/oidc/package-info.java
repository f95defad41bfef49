/** Agents who come in by the provider's own OpenID Connect provider. */
@NullMarked
package annai.bot.desk.oidc;

import org.jspecify.annotations.NullMarked;
