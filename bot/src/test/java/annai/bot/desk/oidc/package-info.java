@NullMarked
package annai.bot.desk.oidc;

import org.jspecify.annotations.NullMarked;
