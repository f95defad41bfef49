/** What Annai talks to, and what all of that has in common. */
@NullMarked
package annai.connectors;

import org.jspecify.annotations.NullMarked;
