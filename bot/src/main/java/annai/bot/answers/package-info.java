/** Side questions: answers put together from passages of the library, with their sections. */
@NullMarked
package annai.bot.answers;

import org.jspecify.annotations.NullMarked;
