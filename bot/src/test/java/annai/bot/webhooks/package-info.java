/** The whole service in a process of its own, as its customers and its enemies meet it. */
@NullMarked
package annai.bot.webhooks;

import org.jspecify.annotations.NullMarked;
