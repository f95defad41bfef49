/**
 * HTTP for customers: the API with its stream of rows, the chat page, the demonstration page.
 *
 * <p>Requests and responses are records beside their controller; the contract is {@code
 * openapi.yml}. Whatever goes wrong is answered as a problem detail (RFC 9457) that quotes nothing
 * of what was sent.
 */
@NullMarked
package annai.bot.web;

import org.jspecify.annotations.NullMarked;
