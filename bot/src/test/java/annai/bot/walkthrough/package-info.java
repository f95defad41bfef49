/** Walks through the whole service, in a process of its own, as a customer with a browser does. */
@NullMarked
package annai.bot.walkthrough;

import org.jspecify.annotations.NullMarked;
