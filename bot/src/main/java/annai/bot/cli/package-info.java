/**
 * The commands of {@code annai}.
 *
 * <p>Results go to standard output, everything else to standard error. Exit codes: {@link
 * annai.bot.cli.Exit}.
 */
@NullMarked
package annai.bot.cli;

import org.jspecify.annotations.NullMarked;
