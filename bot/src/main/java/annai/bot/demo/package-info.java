/**
 * Demonstration mode: a mail provider in miniature on 127.0.0.1, so that the whole way from "I
 * can't send" to the closed ticket can be walked without a mail server of one's own. A mail server
 * that accepts mail with the old settings and with the new ones, its certificate authority, and a
 * pretend mail client that sends to it. Nothing here listens on, or sends to, another address.
 */
@NullMarked
package annai.bot.demo;

import org.jspecify.annotations.NullMarked;
