/** The index, its fields, its ranking; mail-client recognition. */
@NullMarked
package annai.knowledge.search;

import org.jspecify.annotations.NullMarked;
