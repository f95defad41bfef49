/**
 * Reads {@code config/}, reports every problem at once with file and line; turns a provider's
 * manual into draft procedures.
 */
@NullMarked
package annai.knowledge.authoring;

import org.jspecify.annotations.NullMarked;
