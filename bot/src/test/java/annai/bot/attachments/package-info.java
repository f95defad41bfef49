@NullMarked
package annai.bot.attachments;

import org.jspecify.annotations.NullMarked;
