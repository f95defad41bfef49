/**
 * Utterances and tickets to text, per language, from {@code config/wording}.
 *
 * <p>What strangers wrote comes out as data: cleaned of controls and capped; escaping for a page is
 * the page's.
 */
@NullMarked
package annai.bot.wording;

import org.jspecify.annotations.NullMarked;
