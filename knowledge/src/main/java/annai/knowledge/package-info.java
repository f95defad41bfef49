/**
 * What is known: mail clients, procedures, terms, error texts. Records only; nothing here reads a
 * file or an index.
 */
@NullMarked
package annai.knowledge;

import org.jspecify.annotations.NullMarked;
