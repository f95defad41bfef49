/** One analyzer a language, width and kana folding, language detection. */
@NullMarked
package annai.knowledge.language;

import org.jspecify.annotations.NullMarked;
