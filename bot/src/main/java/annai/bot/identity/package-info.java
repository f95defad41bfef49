/** Who a customer is by the word of the provider's own site: tokens that it signs. */
@NullMarked
package annai.bot.identity;

import org.jspecify.annotations.NullMarked;
